// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.nnlang.source.Polls;

/**
 * LAPACK's answers to questions on small matrices of 64 bit floats, as OpenBLAS brings them.
 * Matrices are row-major arrays.
 */
public final class Lapack {
  private static final int ROW_MAJOR = 101;
  private static final byte ALL = 'V';
  private static final byte LOWER = 'L';
  private static final byte SMALLER = 'S';
  private static final double MACHINE_PRECISION = -1;

  /** From so many operations on somebody asks meanwhile whether to end. */
  private static final double LONG = 1e7;

  private static final long LOOK_MILLIS = 10;

  /** The library has arrays of its own on the stack. */
  private static final long STACK_BYTES = 16L << 20;

  private static final MemoryLayout INT = ValueLayout.JAVA_INT;
  private static final MemoryLayout CHAR = ValueLayout.JAVA_BYTE;
  private static final MemoryLayout NUMBER = ValueLayout.JAVA_DOUBLE;
  private static final MemoryLayout AT = ValueLayout.JAVA_LONG;

  /** Each is linked once: there may be many small matrices. */
  private static final Map<String, MethodHandle> FUNCTIONS = new ConcurrentHashMap<>();

  private Lapack() {}

  /**
   * A square matrix as the product of a lower and an upper triangle, and what solves it.
   *
   * @param lu both triangles in one matrix; the lower one has ones on its diagonal
   * @param exchanged for each row that with which it was exchanged, from 1 on
   * @param solution {@code [n, sides]}
   */
  public record Solved(double[] lu, int[] exchanged, double[] solution) {}

  /** {@code a @ x = b} of {@code [n, n]} and {@code [n, sides]} by LU decomposition (dgesv). */
  public static Solved solve(double[] a, double[] b, int n, int sides) {
    Arena arena = Arena.ofAuto();
    MemorySegment lu = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, a);
    MemorySegment x = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, b);
    MemorySegment rows = arena.allocate(ValueLayout.JAVA_INT, n);
    call(
        cube(n, n),
        "LAPACKE_dgesv",
        new MemoryLayout[] {INT, INT, INT, AT, INT, AT, AT, INT},
        ROW_MAJOR,
        n,
        sides,
        lu,
        n,
        rows,
        x,
        Math.max(1, sides));
    return new Solved(numbers(lu), rows.toArray(ValueLayout.JAVA_INT), numbers(x));
  }

  /**
   * Of {@code [m, n]}, with k the smaller: u {@code [m, k]}, the singular values falling, vt {@code
   * [k, n]} (dgesdd).
   */
  public static double[][] svd(double[] matrix, int m, int n) {
    int k = Math.min(m, n);
    Arena arena = Arena.ofAuto();
    MemorySegment a = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, matrix);
    MemorySegment s = arena.allocate(ValueLayout.JAVA_DOUBLE, k);
    MemorySegment u = arena.allocate(ValueLayout.JAVA_DOUBLE, (long) m * k);
    MemorySegment vt = arena.allocate(ValueLayout.JAVA_DOUBLE, (long) k * n);
    int status =
        call(
            cube(m, n),
            "LAPACKE_dgesdd",
            new MemoryLayout[] {INT, CHAR, INT, INT, AT, INT, AT, AT, INT, AT, INT},
            ROW_MAJOR,
            SMALLER,
            m,
            n,
            a,
            n,
            s,
            u,
            k,
            vt,
            n);
    check(status);
    return new double[][] {numbers(u), numbers(s), numbers(vt)};
  }

  /**
   * Of a symmetric {@code [n, n]}, of which the lower triangle counts: the eigenvalues rising, and
   * their vectors as columns (dsyevd).
   */
  public static double[][] eigh(double[] matrix, int n) {
    Arena arena = Arena.ofAuto();
    MemorySegment a = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, matrix);
    MemorySegment values = arena.allocate(ValueLayout.JAVA_DOUBLE, n);
    int status =
        call(
            cube(n, n),
            "LAPACKE_dsyevd",
            new MemoryLayout[] {INT, CHAR, CHAR, INT, AT, INT, AT},
            ROW_MAJOR,
            ALL,
            LOWER,
            n,
            a,
            n,
            values);
    check(status);
    return new double[][] {numbers(values), numbers(a)};
  }

  /**
   * The shortest x {@code [n, sides]} for which {@code a @ x} is nearest to b, of {@code [m, n]}
   * and {@code [m, sides]} (dgelsd).
   */
  public static double[] lstsq(double[] matrix, double[] b, int m, int n, int sides) {
    Arena arena = Arena.ofAuto();
    MemorySegment a = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, matrix);
    double[] room = Arrays.copyOf(b, Math.max(m, n) * sides);
    MemorySegment x = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, room);
    MemorySegment values = arena.allocate(ValueLayout.JAVA_DOUBLE, Math.min(m, n));
    MemorySegment rank = arena.allocate(ValueLayout.JAVA_INT);
    int status =
        call(
            cube(m, n),
            "LAPACKE_dgelsd",
            new MemoryLayout[] {INT, INT, INT, INT, AT, INT, AT, INT, AT, NUMBER, AT},
            ROW_MAJOR,
            m,
            n,
            sides,
            a,
            n,
            x,
            Math.max(1, sides),
            values,
            MACHINE_PRECISION,
            rank);
    check(status);
    return Arrays.copyOf(numbers(x), n * sides);
  }

  private static double[] numbers(MemorySegment from) {
    return from.toArray(ValueLayout.JAVA_DOUBLE);
  }

  private static double cube(double m, double n) {
    return m * n * Math.min(m, n);
  }

  private static void check(int status) {
    if (status != 0) {
      throw new IllegalStateException("LAPACK ended with status " + status);
    }
  }

  /**
   * Calls the library, on another thread where it takes long: it cannot be ended, but who called it
   * can. Memory among the arguments lives until the library is done.
   */
  private static int call(
      double operations, String name, MemoryLayout[] types, Object... arguments) {
    if (operations < LONG) {
      return call(name, types, arguments);
    }
    CompletableFuture<Integer> answer =
        CompletableFuture.supplyAsync(
            () -> call(name, types, arguments),
            task ->
                Thread.ofPlatform().daemon().name("nn-lapack").stackSize(STACK_BYTES).start(task));
    while (true) {
      try {
        return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        Polls.now();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        Polls.now();
        return answer.join();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  private static int call(String name, MemoryLayout[] types, Object... arguments) {
    Object[] plain =
        Arrays.stream(arguments)
            .map(a -> a instanceof MemorySegment memory ? (Object) memory.address() : a)
            .toArray();
    try {
      return (int)
          FUNCTIONS.computeIfAbsent(name, n -> Blas.function(n, types)).invokeWithArguments(plain);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    } finally {
      Reference.reachabilityFence(arguments);
    }
  }
}
