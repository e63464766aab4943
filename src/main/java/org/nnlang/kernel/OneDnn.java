// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * oneDNN, where the platform has a binary of it and the processor what it is fast on: products of
 * 32 bit floats, a fifth faster than OpenBLAS's where they are large and twice as fast where they
 * are small. Each call works on the thread that makes it.
 */
final class OneDnn {
  private static final int AVX2 = 7;

  private OneDnn() {}

  /** Begins to load the library beside what else there is to do: it is large. */
  static void ready() {
    Objects.requireNonNull(Loading.THREAD);
  }

  /** Whether it can be used; waits until it is loaded. */
  static boolean isPresent() {
    return Native.FUNCTIONS != null;
  }

  /** The library, where it can be used; waits until it is loaded. */
  static @Nullable SymbolLookup library() {
    return Native.FUNCTIONS == null ? null : Native.FUNCTIONS.library;
  }

  /**
   * What the calling thread begins runs on it alone.
   *
   * @return for {@link #threads} afterwards: the thread may be a host's, whose own work is to go on
   *     as before
   */
  static int oneThread() {
    return Objects.requireNonNull(Native.FUNCTIONS).oneThread();
  }

  static void threads(int before) {
    Objects.requireNonNull(Native.FUNCTIONS).threads(before);
  }

  /**
   * {@code c = alpha * op(a) @ op(b) + beta * c}, row-major, for no dimension 0.
   *
   * @param lda numbers from a row of a, as it is stored, to the next; so for b and c
   */
  static void sgemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float alpha,
      long a,
      int lda,
      long b,
      int ldb,
      float beta,
      long c,
      int ldc) {
    byte ta = (byte) (transposeA ? 'T' : 'N');
    byte tb = (byte) (transposeB ? 'T' : 'N');
    Functions functions = Objects.requireNonNull(Native.FUNCTIONS);
    int threads = functions.oneThread();
    int status;
    try {
      status =
          (int)
              functions.sgemm.invokeExact(
                  ta,
                  tb,
                  (long) m,
                  (long) n,
                  (long) k,
                  alpha,
                  a,
                  (long) lda,
                  b,
                  (long) ldb,
                  beta,
                  c,
                  (long) ldc);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
    functions.threads(threads);
    if (status != 0) {
      throw new IllegalStateException("oneDNN ended a product with status " + status);
    }
  }

  /** The thread that loads the library and lets it write its code, some tens of milliseconds. */
  private static final class Loading {
    static final Thread THREAD = Thread.ofPlatform().daemon().name("nn-loading").start(Loading::go);

    private static void go() {
      if (isPresent()) {
        try (Arena arena = Arena.ofConfined()) {
          long one = arena.allocate(Float.BYTES).address();
          sgemm(false, false, 1, 1, 1, 1, one, 1, one, 1, 0, one, 1);
        }
      }
    }
  }

  /**
   * What is called of the library.
   *
   * @param getThreads OpenMP's number of threads for what the calling thread begins
   */
  private record Functions(
      SymbolLookup library, MethodHandle sgemm, MethodHandle getThreads, MethodHandle setThreads) {
    /** Returns how many threads the library used before. */
    int oneThread() {
      try {
        int threads = (int) getThreads.invokeExact();
        if (threads != 1) {
          setThreads.invokeExact(1);
        }
        return threads;
      } catch (Throwable t) {
        throw new IllegalStateException(t);
      }
    }

    void threads(int count) {
      if (count == 1) {
        return;
      }
      try {
        setThreads.invokeExact(count);
      } catch (Throwable t) {
        throw new IllegalStateException(t);
      }
    }

    static Functions of(SymbolLookup library) {
      return new Functions(
          library,
          function(
              library,
              "dnnl_sgemm",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_BYTE,
                  ValueLayout.JAVA_BYTE,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_FLOAT,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_FLOAT,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG)),
          function(
              library,
              "omp_get_max_threads",
              FunctionDescriptor.of(ValueLayout.JAVA_INT),
              Linker.Option.critical(false)),
          function(
              library,
              "omp_set_num_threads",
              FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT),
              Linker.Option.critical(false)));
    }

    private static MethodHandle function(
        SymbolLookup library, String name, FunctionDescriptor type, Linker.Option... options) {
      return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type, options);
    }
  }

  /** Loaded by the first product. */
  private static final class Native {
    /** Null where there is no library, or none that is worth it. */
    static final @Nullable Functions FUNCTIONS = functions();

    private static @Nullable Functions functions() {
      try {
        var files = new LibraryFiles("dnnl");
        files.file("libgomp.so.1");
        File file = files.file("libdnnl.so.3");
        if (file == null) {
          return null;
        }
        SymbolLookup found = SymbolLookup.libraryLookup(file.toPath(), Arena.global());
        MethodHandle features =
            Linker.nativeLinker()
                .downcallHandle(
                    found.findOrThrow("dnnl_get_effective_cpu_isa"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT));
        boolean fast = ((int) features.invokeExact() & AVX2) == AVX2;
        return fast && found.find("omp_set_num_threads").isPresent() ? Functions.of(found) : null;
      } catch (IOException | RuntimeException | LinkageError e) {
        // OpenBLAS does the same, or says what is wrong
        return null;
      } catch (Throwable t) {
        throw new IllegalStateException(t);
      }
    }
  }
}
