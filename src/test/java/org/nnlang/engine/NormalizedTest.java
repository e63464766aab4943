// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * What is normalized over a batch, however it is written: no distance from the mean is stored, the
 * gradient goes over all of it twice, the first time with the result, and its numbers are those of
 * the formula in papers.
 */
class NormalizedTest {
  private static final int IMAGES = 32;
  private static final int CHANNELS = 16;
  private static final int PLACES = 256;
  private static final int SIZE = IMAGES * CHANNELS * PLACES;
  private static final double EPS = 1e-3;
  private static final List<Integer> OTHERS = List.of(0, 2, 3);

  private final Engine engine = new Engine(2, 1L << 30, () -> {});

  @AfterEach
  void close() {
    engine.close();
  }

  private static double x(int i) {
    return Math.sin(0.37 * i) + 0.1 * (i / PLACES % CHANNELS);
  }

  private static double upstream(int i) {
    return Math.cos(0.61 * i) + i % 3;
  }

  /** Normalized, by the mean and 1 over the deviation that are given. */
  private static Node by(Node x, Node mean, Node variance) {
    return Numeric.mul(Numeric.sub(x, mean), Numeric.rsqrt(Numeric.add(variance, EPS)));
  }

  private static Node squares(Node x) {
    Node mean = Ops.mean(x, OTHERS, true);
    return by(x, mean, Ops.mean(Numeric.square(Numeric.sub(x, mean)), OTHERS, true));
  }

  private static Node unbiased(Node x) {
    double n = IMAGES * PLACES;
    Node variance = Numeric.mul(Ops.var(x, OTHERS, true), (n - 1) / n);
    return by(x, Ops.mean(x, OTHERS, true), variance);
  }

  private static Node reshaped(Node x) {
    List<Dim> channels = List.of(Dim.of(1), Dim.of(CHANNELS), Dim.of(1), Dim.of(1));
    Node mean = Ops.reshape(Ops.mean(x, OTHERS, false), channels);
    Node off = Numeric.sub(x, mean);
    Node variance = Ops.reshape(Ops.mean(Numeric.mul(off, off), OTHERS, false), channels);
    return by(x, mean, variance);
  }

  private static Node products(Node x) {
    Node mean = Numeric.div(Ops.sum(x, OTHERS, true), IMAGES * PLACES);
    Node off = Numeric.add(x, Numeric.neg(mean));
    return by(x, mean, Ops.mean(Numeric.pow(off, 2), OTHERS, true));
  }

  /** The gradient of the sum of {@code f} times {@link #upstream}, and what computes it. */
  private String check(Function<Node, Node> f) {
    long[] shape = {IMAGES, CHANNELS, 16, 16};
    Variable x = new Variable(Tensor.floats(engine.memory(), i -> x((int) i), shape), true);
    Tensor zeros = Tensor.zeros(engine.memory(), DType.FLOAT32, CHANNELS, 1, 1);
    Variable bias = new Variable(zeros, true);
    TrainingStep step =
        engine.step(
            List.of(Type.of(DType.FLOAT32, shape)),
            List.of(x, bias),
            n -> {
              Node y = Numeric.add(f.apply(engine.trace().read(x)), engine.trace().read(bias));
              return Ops.sum(Numeric.mul(n.get(0), y), null, false);
            });
    step.run(List.of(Tensor.floats(engine.memory(), i -> upstream((int) i), shape)), 0, 0);
    double[] found = step.gradients().toDoubles();
    for (int c = 0; c < CHANNELS; c++) {
      channel(c, found);
    }
    return step.toString();
  }

  private static int place(int c, int k) {
    return (k / PLACES * CHANNELS + c) * PLACES + k % PLACES;
  }

  /** (g - mean(g) - y mean(g y)) / deviation, as Ioffe and Szegedy have it. */
  private static void channel(int c, double[] found) {
    int n = IMAGES * PLACES;
    double mean = 0;
    for (int k = 0; k < n; k++) {
      mean += x(place(c, k)) / n;
    }
    double variance = 0;
    for (int k = 0; k < n; k++) {
      variance += Math.pow(x(place(c, k)) - mean, 2) / n;
    }
    double deviation = Math.sqrt(variance + EPS);
    double g = 0;
    double gy = 0;
    for (int k = 0; k < n; k++) {
      int i = place(c, k);
      g += upstream(i) / n;
      gy += upstream(i) * (x(i) - mean) / deviation / n;
    }
    for (int k = 0; k < n; k++) {
      int i = place(c, k);
      double y = (x(i) - mean) / deviation;
      assertEquals((upstream(i) - g - y * gy) / deviation, found[i], 2e-5, "at " + i);
    }
  }

  @Test
  void theGradientGoesTwiceOverAll() {
    for (Function<Node, Node> f :
        List.<Function<Node, Node>>of(
            NormalizedTest::squares,
            NormalizedTest::unbiased,
            NormalizedTest::reshaped,
            NormalizedTest::products)) {
      String tasks = check(f);
      List<String> large =
          tasks.lines().filter(t -> t.contains("512x256") || t.contains(SIZE + "x0")).toList();
      // mean, variance, result with what the gradient sums, and the gradient
      assertEquals(4, large.size(), tasks);
    }
  }
}
