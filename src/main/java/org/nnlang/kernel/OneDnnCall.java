// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Objects;

/**
 * A primitive of oneDNN with its arguments, whose places in memory are given anew for each call.
 */
final class OneDnnCall {
  private static final int SCRATCHPAD_LAYOUT = 136;
  private static final int SCRATCHPAD = 80;

  /** A number of 32 bits, as many that mean nothing, and an address. */
  private static final int ARGUMENT_BYTES = 16;

  private static final MethodHandle SET_PLACE =
      function("dnnl_memory_set_data_handle", ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
  private static final MethodHandle EXECUTE =
      function(
          "dnnl_primitive_execute",
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG);

  private final long stream;
  private final long primitive;
  private final long[] memories;
  private final MemorySegment arguments;
  private final long scratchBytes;

  /**
   * @param numbers of the arguments, as dnnl_types.h has them
   * @param layouts of each
   */
  OneDnnCall(OneDnnHandles made, long description, int[] numbers, long[] layouts) {
    stream = made.stream();
    primitive = made.primitive(description);
    long scratch = OneDnnHandles.layout(description, SCRATCHPAD_LAYOUT);
    scratchBytes = OneDnnHandles.bytes(scratch);
    int count = numbers.length;
    memories = new long[count + 1];
    arguments = Arena.ofAuto().allocate((long) ARGUMENT_BYTES * memories.length, Long.BYTES);
    for (int i = 0; i <= count; i++) {
      memories[i] = made.memory(i < count ? layouts[i] : scratch);
      arguments.set(
          ValueLayout.JAVA_INT, (long) ARGUMENT_BYTES * i, i < count ? numbers[i] : SCRATCHPAD);
      arguments.set(ValueLayout.JAVA_LONG, (long) ARGUMENT_BYTES * i + Long.BYTES, memories[i]);
    }
  }

  /** Bytes that the call needs for itself. */
  long scratchBytes() {
    return scratchBytes;
  }

  /**
   * @param scratch where the bytes are that the call needs for itself
   * @param places the address of each argument
   */
  void run(long scratch, long... places) {
    int status = 0;
    try {
      for (int i = 0; i < memories.length; i++) {
        status |= (int) SET_PLACE.invokeExact(memories[i], i < places.length ? places[i] : scratch);
      }
      status |= (int) EXECUTE.invokeExact(primitive, stream, memories.length, arguments.address());
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
    OneDnnHandles.check("a convolution", status);
  }

  private static MethodHandle function(String name, ValueLayout... arguments) {
    SymbolLookup library = Objects.requireNonNull(OneDnn.library());
    return Linker.nativeLinker()
        .downcallHandle(
            library.findOrThrow(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }
}
