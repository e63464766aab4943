// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;

/**
 * Products of matrices by {@link OneDnn} where it is present, else by OpenBLAS; JavaCPP unpacks and
 * loads both. Each call works on the thread that makes it: the {@link Pool} is the only one that
 * shares work out.
 *
 * <p>Matrices are row-major; arguments are addresses, checked by nobody: callers know their sizes.
 */
final class Blas {
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;

  private Blas() {}

  /**
   * Begins to load the library, or tells it not to start threads, which others in this JVM may have
   * told.
   */
  static void ready(DType dtype) {
    if (dtype == DType.FLOAT32) {
      OneDnn.ready();
    } else {
      openBlas();
    }
  }

  private static void openBlas() {
    try {
      if ((int) Native.GET_THREADS.invokeExact() != 1) {
        Native.SET_THREADS.invokeExact(1);
      }
    } catch (ExceptionInInitializerError e) {
      if (e.getCause() instanceof Problem p) {
        throw p;
      }
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /**
   * {@code c = alpha * op(a) @ op(b) + beta * c} with m x k and k x n factors, after transposition.
   *
   * @param lda numbers from a row of a, as it is stored, to the next; so for b and c
   */
  static void gemm(
      DType dtype,
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      double alpha,
      long a,
      int lda,
      long b,
      int ldb,
      double beta,
      long c,
      int ldc) {
    // the library would print a complaint about rows of nothing
    if (m == 0 || n == 0) {
      return;
    }
    if (dtype == DType.FLOAT32 && k > 0) {
      if (OneDnn.isPresent()) {
        OneDnn.sgemm(
            transposeA, transposeB, m, n, k, (float) alpha, a, lda, b, ldb, (float) beta, c, ldc);
        return;
      }
      openBlas();
    }
    // a product of one row or column is four times as fast as what it is, a vector's
    if (m == 1 && k > 0) {
      int step = transposeA ? lda : 1;
      gemv(
          dtype,
          !transposeB,
          transposeB ? n : k,
          transposeB ? k : n,
          alpha,
          b,
          ldb,
          a,
          step,
          beta,
          c,
          1);
      return;
    }
    if (n == 1 && k > 0) {
      int step = transposeB ? 1 : ldb;
      gemv(
          dtype,
          transposeA,
          transposeA ? k : m,
          transposeA ? m : k,
          alpha,
          a,
          lda,
          b,
          step,
          beta,
          c,
          ldc);
      return;
    }
    int ta = transposeA ? TRANSPOSED : PLAIN;
    int tb = transposeB ? TRANSPOSED : PLAIN;
    // a row of nothing is a step of one all the same
    int stepA = Math.max(1, lda);
    int stepB = Math.max(1, ldb);
    try {
      if (dtype == DType.FLOAT32) {
        Native.SGEMM.invokeExact(
            ROW_MAJOR, ta, tb, m, n, k, (float) alpha, a, stepA, b, stepB, (float) beta, c, ldc);
      } else {
        Native.DGEMM.invokeExact(
            ROW_MAJOR, ta, tb, m, n, k, alpha, a, stepA, b, stepB, beta, c, ldc);
      }
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /**
   * {@code y = alpha * op(a) @ x + beta * y}.
   *
   * @param rows of a as it is stored
   * @param stepX numbers from one of x to the next; so for y
   */
  private static void gemv(
      DType dtype,
      boolean transpose,
      int rows,
      int cols,
      double alpha,
      long a,
      int lda,
      long x,
      int stepX,
      double beta,
      long y,
      int stepY) {
    int ta = transpose ? TRANSPOSED : PLAIN;
    try {
      if (dtype == DType.FLOAT32) {
        Native.SGEMV.invokeExact(
            ROW_MAJOR, ta, rows, cols, (float) alpha, a, lda, x, stepX, (float) beta, y, stepY);
      } else {
        Native.DGEMV.invokeExact(
            ROW_MAJOR, ta, rows, cols, alpha, a, lda, x, stepX, beta, y, stepY);
      }
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /** A function of the library that gives an int, by its name. */
  static MethodHandle function(String name, MemoryLayout... arguments) {
    openBlas();
    return Linker.nativeLinker()
        .downcallHandle(
            Native.LIBRARY.findOrThrow(name),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }

  /** Loaded by the first product. */
  private static final class Native {
    private static final MemoryLayout INT = ValueLayout.JAVA_INT;
    private static final MemoryLayout ADDRESS = ValueLayout.JAVA_LONG;
    private static final List<String> NAMES =
        List.of("libopenblas.so.0", "libopenblas.0.dylib", "libopenblas.dll");
    private static final SymbolLookup LIBRARY = library();
    static final MethodHandle SGEMM = gemm("cblas_sgemm", ValueLayout.JAVA_FLOAT);
    static final MethodHandle DGEMM = gemm("cblas_dgemm", ValueLayout.JAVA_DOUBLE);
    static final MethodHandle SGEMV = gemv("cblas_sgemv", ValueLayout.JAVA_FLOAT);
    static final MethodHandle DGEMV = gemv("cblas_dgemv", ValueLayout.JAVA_DOUBLE);
    static final MethodHandle SET_THREADS = function("openblas_set_num_threads", INT);
    static final MethodHandle GET_THREADS =
        Linker.nativeLinker()
            .downcallHandle(
                LIBRARY.findOrThrow("openblas_get_num_threads"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT));

    private static MethodHandle gemm(String name, MemoryLayout number) {
      return function(
          name, INT, INT, INT, INT, INT, INT, number, ADDRESS, INT, ADDRESS, INT, number, ADDRESS,
          INT);
    }

    private static MethodHandle gemv(String name, MemoryLayout number) {
      return function(
          name, INT, INT, INT, INT, number, ADDRESS, INT, ADDRESS, INT, number, ADDRESS, INT);
    }

    private static MethodHandle function(String name, MemoryLayout... arguments) {
      return Linker.nativeLinker()
          .downcallHandle(LIBRARY.findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
    }

    // Only the library itself: JavaCPP's own way loads its bindings too, which takes five times as
    // long. Where the library needs more than itself, that way finds it.
    private static SymbolLookup library() {
      try {
        try {
          var files = new LibraryFiles("openblas");
          for (String name : List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5")) {
            files.file(name);
          }
          for (String name : NAMES) {
            File file = files.file(name);
            if (file != null) {
              return SymbolLookup.libraryLookup(file.toPath(), Arena.global());
            }
          }
        } catch (IOException | IllegalArgumentException e) {
          // the way below says what is wrong
        }
        Path folder = Path.of(Loader.load(openblas_nolapack.class)).resolveSibling("");
        for (String name : NAMES) {
          if (Files.exists(folder.resolve(name))) {
            return SymbolLookup.libraryLookup(folder.resolve(name), Arena.global());
          }
        }
      } catch (LinkageError | RuntimeException e) {
        throw missing().causedBy(e);
      }
      throw missing();
    }

    private static Problem missing() {
      return Problem.of(ErrorCode.NATIVE, "the library for products of matrices cannot be loaded")
          .hint(
              "org.bytedeco:openblas with the classifier of this platform must be on the class"
                  + " path, and JavaCPP needs a folder to unpack it to (~/.javacpp)");
    }
  }
}
