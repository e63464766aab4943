// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one object has made by oneDNN's C interface (oneapi/dnnl/dnnl.h); {@link #run} destroys all
 * of it. Each handle is an address. Used by one thread at a time.
 */
final class OneDnnHandles implements Runnable {
  private static final int SUCCESS = 0;
  private static final int UNIMPLEMENTED = 3;
  private static final int FLOAT32 = 3;
  private static final int ANY_LAYOUT = 1;
  private static final int CPU = 1;
  private static final int IN_ORDER = 1;
  private static final int IMPLEMENTATION = 8;
  private static final int NAME_BYTES = 200;
  private static final int CALLERS_SCRATCHPAD = 1;

  private static final Map<String, MethodHandle> FUNCTIONS = new ConcurrentHashMap<>();

  private record Handle(long address, String destroyer) {}

  private final List<Handle> made = new ArrayList<>();
  private final long engine;
  private final long stream;
  private final long attributes;

  OneDnnHandles() {
    engine = make("engine", "create", CPU, 0L);
    stream = make("stream", "create", engine, IN_ORDER);
    attributes = make("primitive_attr", "create");
    check(
        "attributes",
        (int)
            call(
                "dnnl_primitive_attr_set_scratchpad_mode",
                ValueLayout.JAVA_INT,
                attributes,
                CALLERS_SCRATCHPAD));
  }

  long stream() {
    return stream;
  }

  /** A layout of floats, row after row. */
  long plain(long... dims) {
    long[] strides = new long[dims.length];
    long stride = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= dims[i];
    }
    return strided(dims, strides);
  }

  /** A layout of floats that are so far apart along each axis. */
  long strided(long[] dims, long[] strides) {
    try (Arena arena = Arena.ofConfined()) {
      return make(
          "memory_desc",
          "create_with_strides",
          dims.length,
          longs(arena, dims),
          FLOAT32,
          longs(arena, strides));
    }
  }

  /** A layout of floats that the primitive chooses which is made of it. */
  long any(long... dims) {
    try (Arena arena = Arena.ofConfined()) {
      return make(
          "memory_desc", "create_with_tag", dims.length, longs(arena, dims), FLOAT32, ANY_LAYOUT);
    }
  }

  static boolean isSame(long layout, long other) {
    return (int) call("dnnl_memory_desc_equal", ValueLayout.JAVA_INT, layout, other) != 0;
  }

  static long bytes(long layout) {
    return (long) call("dnnl_memory_desc_get_size", ValueLayout.JAVA_LONG, layout);
  }

  /**
   * How a primitive is to work.
   *
   * @param kind {@code convolution_forward}, {@code reorder} and so on
   * @param arguments those between the engine and the attributes; arrays of longs are written out
   * @return 0 where the library cannot
   */
  long description(String kind, Object... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      List<Object> all = new ArrayList<>();
      if (!kind.equals("reorder")) {
        all.add(engine);
      }
      for (Object a : arguments) {
        all.add(a instanceof long[] numbers ? longs(arena, numbers) : a);
      }
      all.add(attributes);
      return make("primitive_desc", kind, all.toArray());
    }
  }

  /** The layout that a primitive wants of what {@code query} of dnnl_types.h names. */
  static long layout(long description, int query) {
    return (long)
        call("dnnl_primitive_desc_query_md", ValueLayout.JAVA_LONG, description, query, 0);
  }

  /** What the code is called that was found for a primitive. */
  static String implementation(long description) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
      check(
          "a query",
          (int)
              call(
                  "dnnl_primitive_desc_query",
                  ValueLayout.JAVA_INT,
                  description,
                  IMPLEMENTATION,
                  0,
                  out.address()));
      return MemorySegment.ofAddress(out.get(ValueLayout.JAVA_LONG, 0))
          .reinterpret(NAME_BYTES)
          .getString(0);
    }
  }

  long primitive(long description) {
    return make("primitive", "create", description);
  }

  /** How what lies in one layout comes to lie in another. */
  long reorder(long from, long to) {
    return description("reorder", from, engine, to, engine);
  }

  /** Memory of that layout that is nowhere yet. */
  long memory(long layout) {
    return make("memory", "create", layout, engine, 0L);
  }

  @Override
  public void run() {
    for (int i = made.size() - 1; i >= 0; i--) {
      Handle h = made.get(i);
      call(h.destroyer, ValueLayout.JAVA_INT, h.address);
    }
    made.clear();
  }

  private long make(String type, String how, Object... arguments) {
    String name =
        type.equals("primitive_desc")
            ? "dnnl_" + how + "_primitive_desc_create"
            : "dnnl_" + type + "_" + how;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
      Object[] all = new Object[arguments.length + 1];
      all[0] = out.address();
      System.arraycopy(arguments, 0, all, 1, arguments.length);
      int status = (int) call(name, ValueLayout.JAVA_INT, all);
      if (status == UNIMPLEMENTED && type.equals("primitive_desc")) {
        return 0;
      }
      check(name, status);
      long address = out.get(ValueLayout.JAVA_LONG, 0);
      made.add(new Handle(address, "dnnl_" + type + "_destroy"));
      return address;
    }
  }

  static void check(String what, int status) {
    if (status != SUCCESS) {
      throw new IllegalStateException("oneDNN ended " + what + " with status " + status);
    }
  }

  private static long longs(Arena arena, long[] numbers) {
    return arena.allocateFrom(ValueLayout.JAVA_LONG, numbers).address();
  }

  private static Object call(String name, MemoryLayout result, Object... arguments) {
    MethodHandle function =
        FUNCTIONS.computeIfAbsent(name, n -> function(n, result, types(arguments)));
    try {
      return function.invokeWithArguments(arguments);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  private static MemoryLayout[] types(Object[] arguments) {
    return Arrays.stream(arguments)
        .map(a -> a instanceof Integer ? ValueLayout.JAVA_INT : ValueLayout.JAVA_LONG)
        .toArray(MemoryLayout[]::new);
  }

  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    SymbolLookup library = Objects.requireNonNull(OneDnn.library());
    return Linker.nativeLinker()
        .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }
}
