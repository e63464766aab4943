// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Philox;
import org.nnlang.tensor.Tensor;

class AttentionTest {
  private static final long SEED = 99;
  private static final long COUNTER = 3;

  /** Attention in plain loops over doubles, for two leading axes. */
  private static double[] plain(Attention a, double[] q, double[] k, double[] v, double[] mask) {
    int heads = a.heads();
    int queries = a.queries();
    int keys = a.keys();
    int width = a.width();
    int values = a.valueWidth();
    int shared = (int) (a.q()[a.q().length - 3] / Math.max(1, a.k()[a.k().length - 3]));
    double[] out = new double[heads * queries * values];
    for (int h = 0; h < heads; h++) {
      for (int i = 0; i < queries; i++) {
        double[] w = new double[keys];
        double sum = 0;
        for (int j = 0; j < keys; j++) {
          double s = 0;
          for (int c = 0; c < width; c++) {
            s += q[(h * queries + i) * width + c] * k[(h / shared * keys + j) * width + c];
          }
          s *= a.scale();
          boolean late = a.causal() && j > i + keys - queries;
          boolean early = a.window() > 0 && j <= i + keys - queries - a.window();
          if (late || early) {
            s = Double.NEGATIVE_INFINITY;
          }
          if (a.maskType() != null) {
            double m = mask[broadcast(a, h, i, j)];
            s = a.maskType() == DType.BOOL ? (m != 0 ? s : Double.NEGATIVE_INFINITY) : s + m;
          }
          w[j] = Math.exp(s);
          sum += w[j];
        }
        for (int j = 0; j < keys; j++) {
          double weight = sum == 0 ? 0 : w[j] / sum * kept(a, h, i, j);
          for (int c = 0; c < values; c++) {
            out[(h * queries + i) * values + c] += weight * v[(h / shared * keys + j) * values + c];
          }
        }
      }
    }
    return out;
  }

  private static int broadcast(Attention a, int head, int query, int key) {
    int inner = (int) a.q()[1];
    int[] full = {head / inner, head % inner, query, key};
    int element = 0;
    for (int m = 0; m < a.mask().length; m++) {
      int size = (int) a.mask()[m];
      int place = full[4 - a.mask().length + m];
      element = element * size + (size == 1 ? 0 : place);
    }
    return element;
  }

  private static double kept(Attention a, int head, int query, int key) {
    if (a.dropout() == 0) {
      return 1;
    }
    long element = ((long) head * a.queries() + query) * a.keys() + key;
    int[] words = new int[4];
    Philox.words(SEED, COUNTER, a.stream(), element / 4, 1, words);
    boolean stays = (words[(int) (element % 4)] >>> 8) * 0x1p-24 >= a.dropout();
    return stays ? 1 / (1 - a.dropout()) : 0;
  }

  @Test
  void agreesWithPlainLoops() {
    for (Attention a : cases()) {
      Random random = new Random(17);
      double[][] in = inputs(a, random);
      double[] expected = plain(a, in[0], in[1], in[2], in[3]);
      double tolerance = a.dtype() == DType.FLOAT32 ? 3e-6 : 1e-13;
      double[] found = run(a, a.forward(), in, null, expected.length, 1);
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], found[i], tolerance * 4, a::toString);
      }
      assertArrayEquals(found, run(a, a.forward(), in, null, expected.length, 3));
    }
  }

  /** Against central differences of the plain loops, for some of the numbers. */
  @Test
  void gradientsAgreeWithDifferences() {
    for (Attention a : cases()) {
      Random random = new Random(23);
      double[][] in = inputs(a, random);
      int results = a.heads() * a.queries() * a.valueWidth();
      double[] upstream = numbers(random, results);
      int size = in[0].length + in[1].length + in[2].length;
      double[] found = run(a, a.backward(), in, upstream, size, 1);
      assertArrayEquals(found, run(a, a.backward(), in, upstream, size, 3));
      int at = 0;
      double eps = 1e-5;
      double tolerance = a.dtype() == DType.FLOAT32 ? 2e-5 : 1e-7;
      for (int input = 0; input < 3; input++) {
        for (int trial = 0; trial < 12 && in[input].length > 0; trial++) {
          int i = random.nextInt(in[input].length);
          double x = in[input][i];
          in[input][i] = x + eps;
          double up = dot(plain(a, in[0], in[1], in[2], in[3]), upstream);
          in[input][i] = x - eps;
          double down = dot(plain(a, in[0], in[1], in[2], in[3]), upstream);
          in[input][i] = x;
          double expected = (up - down) / (2 * eps);
          assertEquals(expected, found[at + i], tolerance * (1 + Math.abs(expected)), a::toString);
        }
        at += in[input].length;
      }
    }
  }

  /** Scores of which powers as they are would be infinity, or 0. */
  @Test
  void largeScoresDoNotOverflow() {
    long[] shape = {1, 1, 2, 1};
    for (double factor : new double[] {-1000, -100, 100, 1000}) {
      Attention a =
          new Attention(DType.FLOAT32, shape, shape, shape, false, 0, factor, null, null, 0, 0);
      double[][] in = {{1, 1}, {1, 1.01}, {10, 20}, {}};
      double[] found = run(a, a.forward(), in, null, 2, 1);
      double second = 1 / (1 + Math.exp(-factor * 0.01));
      assertEquals(10 + 10 * second, found[0], 1e-3);
      assertEquals(found[0], found[1]);
    }
  }

  @Test
  void aQueryThatSeesNothingGivesZero() {
    long[] shape = {1, 2, 3};
    Attention a =
        new Attention(
            DType.FLOAT32, shape, shape, shape, false, 0, 1, DType.BOOL, new long[] {2, 1}, 0, 0);
    double[] x = {1, 2, 3, 4, 5, 6};
    double[] found = run(a, a.forward(), new double[][] {x, x, x, {0, 1}}, null, 6, 1);
    assertArrayEquals(new double[] {0, 0, 0}, Arrays.copyOf(found, 3));
    assertEquals(4, found[3], 1e-5);
  }

  private static List<Attention> cases() {
    List<Attention> all = new ArrayList<>();
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      all.add(of(dtype, 5, 5, 4, 4, false, null, 0));
      all.add(of(dtype, 70, 70, 8, 8, true, null, 0));
      all.add(of(dtype, 70, 90, 8, 3, true, null, 0));
      all.add(of(dtype, 1, 33, 8, 8, true, null, 0));
      all.add(of(dtype, 9, 4, 2, 5, true, null, 0));
      all.add(of(dtype, 5, 6, 0, 4, true, null, 0));
      all.add(of(dtype, 1, 6, 0, 1, true, null, 0));
      all.add(of(dtype, 20, 20, 4, 4, true, null, 0.3));
      all.add(of(dtype, 20, 21, 4, 4, false, new long[] {20, 21}, 0));
      all.add(of(dtype, 20, 21, 4, 4, false, new long[] {2, 1, 1, 21}, 0.5));
      all.add(of(dtype, 6, 7, 4, 4, true, new long[] {3, 6, 1}, 0));
      all.add(of(dtype, 3, 2100, 4, 4, true, new long[] {2, 3, 3, 2100}, 0));
      all.add(shared(dtype, 5, 5, 1, 0, null, 0));
      all.add(shared(dtype, 70, 90, 2, 0, new long[] {4, 70, 90}, 0.3));
      all.add(shared(dtype, 70, 70, 4, 7, null, 0));
      all.add(shared(dtype, 150, 150, 1, 20, null, 0.3));
      all.add(shared(dtype, 9, 4, 2, 1, null, 0));
      all.add(shared(dtype, 3, 2100, 2, 500, new long[] {2, 1, 1, 2100}, 0));
    }
    return all;
  }

  private static Attention of(
      DType dtype,
      int queries,
      int keys,
      int width,
      int values,
      boolean causal,
      long[] mask,
      double dropout) {
    DType maskType = mask == null ? null : mask.length % 2 == 0 ? DType.BOOL : dtype;
    return new Attention(
        dtype,
        new long[] {2, 3, queries, width},
        new long[] {2, 3, keys, width},
        new long[] {2, 3, keys, values},
        causal,
        0,
        0.6,
        maskType,
        mask,
        dropout,
        8);
  }

  /** Four heads of queries. */
  private static Attention shared(
      DType dtype, int queries, int keys, int heads, int window, long[] mask, double dropout) {
    return new Attention(
        dtype,
        new long[] {2, 4, queries, 3},
        new long[] {2, heads, keys, 3},
        new long[] {2, heads, keys, 2},
        true,
        window,
        0.6,
        mask == null ? null : mask.length % 2 == 0 ? DType.BOOL : dtype,
        mask,
        dropout,
        8);
  }

  private static double[][] inputs(Attention a, Random random) {
    double[] mask = new double[0];
    if (a.maskType() != null) {
      int n = (int) Arrays.stream(a.mask()).reduce(1, (x, y) -> x * y);
      mask = numbers(random, n);
      if (a.maskType() == DType.BOOL) {
        Arrays.setAll(mask, i -> i % 3 == 1 ? 0 : 1);
      }
    }
    return new double[][] {
      numbers(random, a.heads() * a.queries() * a.width()),
      numbers(random, (int) Tensor.sizeOf(a.k())),
      numbers(random, (int) Tensor.sizeOf(a.v())),
      mask
    };
  }

  private static double[] run(
      Attention a, Kernel kernel, double[][] in, double[] upstream, int size, int threads) {
    List<MemorySegment> buffers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      buffers.add(Buffers.of(a.dtype(), in[i]));
    }
    if (a.maskType() != null) {
      buffers.add(Buffers.of(a.maskType(), in[3]));
    }
    if (upstream != null) {
      buffers.add(Buffers.of(a.dtype(), upstream));
    }
    MemorySegment out = Buffers.ofSize(a.dtype(), size);
    try (Pool pool = new Pool(threads, () -> {})) {
      pool.random(SEED, COUNTER);
      kernel.run(buffers.toArray(new MemorySegment[0]), out, pool);
    }
    return Buffers.values(out, a.dtype());
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static double[] numbers(Random random, int n) {
    double[] x = new double[n];
    Arrays.setAll(x, i -> (float) random.nextGaussian());
    return x;
  }
}
