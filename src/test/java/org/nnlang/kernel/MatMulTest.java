// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nnlang.tensor.DType;

class MatMulTest {
  @Test
  void smallByHand() {
    assertArrayEquals(
        new double[] {19, 22, 43, 50},
        product(DType.FLOAT32, new long[] {2, 2}, new long[] {2, 2}, false, false));
    assertArrayEquals(
        new double[] {26, 30, 38, 44},
        product(DType.INT, new long[] {2, 2}, new long[] {2, 2}, true, false));
    assertArrayEquals(
        new double[] {17, 23, 39, 53},
        product(DType.FLOAT64, new long[] {2, 2}, new long[] {2, 2}, false, true));
  }

  // [[1, 2], [3, 4]] and [[5, 6], [7, 8]]
  private static double[] product(DType dtype, long[] a, long[] b, boolean ta, boolean tb) {
    MemorySegment out = Buffers.ofSize(dtype, 4);
    try (Pool pool = new Pool(1, () -> {})) {
      MatMul.of(dtype, a, b, ta, tb)
          .run(
              new MemorySegment[] {Buffers.of(dtype, 1, 2, 3, 4), Buffers.of(dtype, 5, 6, 7, 8)},
              out,
              pool);
    }
    return Buffers.values(out, dtype);
  }

  /**
   * All ways to store the factors, sizes that are cut and that are not, rows and columns of one.
   */
  @Test
  void agreesWithPlainLoops() {
    Random random = new Random(5);
    int[] sizes = {0, 1, 2, 5, 31, 64, 70};
    for (int round = 0; round < 400; round++) {
      int m = sizes[random.nextInt(sizes.length)];
      int n = sizes[random.nextInt(sizes.length)];
      int k = sizes[random.nextInt(sizes.length)];
      check(random, m, n, k, random.nextInt(4), random.nextInt(3));
    }
    check(random, 300, 100, 200, 0, 0);
    check(random, 100, 1500, 90, 0, 0);
    check(random, 1, 2000, 900, 0, 0);
    check(random, 2000, 1, 900, 0, 1);
    check(random, 16, 24, 40, 130, 0);
  }

  /**
   * Few rows or columns, whose other factor is cut into many blocks; crowded rows are not copied.
   */
  @Test
  void agreesWhereFewRowsReadMuch() {
    Random random = new Random(7);
    for (int few : new int[] {1, 2, 5, 8, 9, 10}) {
      for (boolean transpose : new boolean[] {false, true}) {
        check(random, few, 1100, 300, 0, 0, transpose, !transpose, DType.FLOAT32);
        check(random, few, 1024, 300, 0, 0, false, transpose, DType.FLOAT32);
        check(random, 1030, few, 300, 0, 0, transpose, transpose, DType.FLOAT32);
        check(random, few, 900, 300, 2, 0, false, transpose, DType.FLOAT32);
      }
    }
  }

  /** Rows so far apart that factors are copied, some at a time, more of them than one time has. */
  @Test
  void agreesWhereFactorsAreCopied() {
    Random random = new Random(6);
    for (boolean transposeA : new boolean[] {false, true}) {
      check(random, 512, 128, 300, 0, 0, transposeA, false, DType.FLOAT32);
      check(random, 96, 512, 300, 0, 0, transposeA, false, DType.FLOAT32);
      check(random, 512, 40, 70, 3, 1, transposeA, false, DType.FLOAT32);
      check(random, 512, 40, 600, 0, 0, transposeA, true, DType.FLOAT32);
    }
  }

  private static void check(Random random, int m, int n, int k, int batch, int sharing) {
    DType dtype = new DType[] {DType.FLOAT32, DType.FLOAT64, DType.INT}[random.nextInt(3)];
    check(random, m, n, k, batch, sharing, random.nextBoolean(), random.nextBoolean(), dtype);
  }

  private static void check(
      Random random,
      int m,
      int n,
      int k,
      int batch,
      int sharing,
      boolean ta,
      boolean tb,
      DType dtype) {
    long[] a = ta ? new long[] {k, m} : new long[] {m, k};
    long[] b = tb ? new long[] {n, k} : new long[] {k, n};
    boolean manyA = batch > 0 && sharing != 1;
    boolean manyB = batch > 0 && sharing != 2;
    int count = batch > 0 ? batch : 1;
    double[] x = numbers(random, dtype, m * k * (manyA ? count : 1));
    double[] y = numbers(random, dtype, n * k * (manyB ? count : 1));
    double alpha = random.nextBoolean() ? 1 : 2;
    double beta = random.nextBoolean() ? 0 : 1;
    MatMul kernel =
        MatMul.of(
            dtype,
            manyA ? leading(batch, a) : a,
            manyB ? leading(batch, b) : b,
            ta,
            tb,
            alpha,
            beta);
    double[] before = numbers(random, dtype, m * n * count);
    double[] expected = new double[before.length];
    for (int i = 0; i < expected.length; i++) {
      int z = i / (m * n);
      int r = i / n % m;
      int c = i % n;
      double sum = 0;
      for (int p = 0; p < k; p++) {
        double left = x[(manyA ? z * m * k : 0) + (ta ? p * m + r : r * k + p)];
        double right = y[(manyB ? z * k * n : 0) + (tb ? c * k + p : p * n + c)];
        sum += left * right;
      }
      expected[i] = alpha * sum + (beta == 0 ? 0 : before[i]);
    }
    double[] first = null;
    for (int threads = 1; threads <= 3; threads++) {
      MemorySegment out = Buffers.of(dtype, before);
      try (Pool pool = new Pool(threads, () -> {})) {
        kernel.run(new MemorySegment[] {Buffers.of(dtype, x), Buffers.of(dtype, y)}, out, pool);
      }
      double[] found = Buffers.values(out, dtype);
      double tolerance = dtype == DType.FLOAT32 ? 2e-6 : 1e-14;
      for (int i = 0; i < found.length; i++) {
        assertEquals(
            expected[i],
            found[i],
            tolerance * 10 * (1 + Math.sqrt(k)) * (1 + Math.abs(expected[i])));
      }
      if (first != null) {
        assertArrayEquals(first, found);
      }
      first = found;
    }
  }

  private static long[] leading(int batch, long[] shape) {
    return new long[] {batch, shape[0], shape[1]};
  }

  private static double[] numbers(Random random, DType dtype, int n) {
    double[] x = new double[n];
    Arrays.setAll(
        x, i -> dtype == DType.INT ? random.nextInt(9) - 4 : (float) random.nextGaussian());
    return x;
  }

  @Test
  void memoryThatIsTooSmallIsNotTouched() {
    MatMul kernel = MatMul.of(DType.FLOAT32, new long[] {2, 3}, new long[] {3, 2}, false, false);
    MemorySegment six = Buffers.ofSize(DType.FLOAT32, 6);
    MemorySegment three = Buffers.ofSize(DType.FLOAT32, 3);
    try (Pool pool = new Pool(1, () -> {})) {
      assertThrows(IllegalArgumentException.class, () -> kernel.run(six, six, three, pool));
      assertThrows(IllegalArgumentException.class, () -> kernel.run(three, six, six, pool));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> MatMul.of(DType.FLOAT32, new long[] {2, 3}, new long[] {2, 3}, false, false));
  }
}
