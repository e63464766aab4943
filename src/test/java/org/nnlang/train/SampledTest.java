// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.Conditions;
import org.nnlang.op.Losses;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Philox;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;

/** Training without gradients against the same formulas in plain Java, in double precision. */
class SampledTest {
  private static final int SIZE = 8;
  private static final int STEPS = 30;

  private final Engine engine = Fixtures.engine();
  private final List<Tensor> tensors = Fixtures.data(engine, DType.FLOAT64);
  private final Dataset data = Dataset.of(engine.memory(), tensors);

  @AfterEach
  void close() {
    engine.close();
  }

  private static double[] weights(Fixtures.Net net) {
    double[] out = Arrays.copyOf(net.variable("w").value().toDoubles(), SIZE);
    System.arraycopy(net.variable("b").value().toDoubles(), 0, out, 6, 2);
    return out;
  }

  /** The mean squared error of {@code tanh(x w^T + b)}, written out. */
  private double loss(double[] w) {
    double[] x = tensors.get(0).toDoubles();
    double[] y = tensors.get(1).toDoubles();
    double sum = 0;
    for (int row = 0; row < 8; row++) {
      for (int out = 0; out < 2; out++) {
        double z = w[6 + out];
        for (int in = 0; in < 3; in++) {
          z += x[3 * row + in] * w[3 * out + in];
        }
        double off = Math.tanh(z) - y[2 * row + out];
        sum += off * off;
      }
    }
    return sum / 16;
  }

  /** The normal numbers of a step: Box and Muller on Philox's words. */
  private static double[][] noise(int count, long step) {
    int[] first = new int[count * SIZE];
    int[] second = new int[count * SIZE];
    Philox.words(1, step, -2, 0, count * SIZE / 4, first);
    Philox.words(1, step, -3, 0, count * SIZE / 4, second);
    double[][] e = new double[count][SIZE];
    for (int i = 0; i < first.length; i++) {
      double u = (first[i] >>> 8) / 16777216.0;
      double v = (second[i] >>> 8) / 16777216.0;
      e[i / SIZE][i % SIZE] = Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
    }
    return e;
  }

  private static double[] plus(double[] w, double c, double[] e) {
    double[] out = w.clone();
    for (int i = 0; i < SIZE; i++) {
      out[i] += c * e[i];
    }
    return out;
  }

  private void check(
      Optimizer optimizer, java.util.function.BiFunction<double[], Long, double[]> step) {
    var net = Fixtures.net(engine, DType.FLOAT64);
    double[] w = weights(net);
    List<Double> losses = new ArrayList<>();
    for (long i = 0; i < STEPS; i++) {
      losses.add(loss(w));
      w = step.apply(w, i);
    }
    History history =
        new Trainer(engine, net, data, Fixtures.setup(optimizer, STEPS)).run(Monitor.NONE);
    assertArrayEquals(w, weights(net), 1e-10);
    for (int i = 0; i < STEPS; i++) {
      assertEquals(losses.get(i), (Double) history.loss().get(i), 1e-10);
    }
    assertTrue(losses.getLast() < losses.getFirst(), losses.toString());
  }

  @Test
  void randomSearchKeepsTheBestOfAll() {
    check(
        new RandomSearch(0.5),
        (w, step) -> {
          double[] tried = plus(new double[SIZE], 0.5, noise(1, step)[0]);
          return loss(tried) < loss(w) ? tried : w;
        });
  }

  @Test
  void hillClimbKeepsWhatIsBetter() {
    check(
        new HillClimb(0.1),
        (w, step) -> {
          double[] tried = plus(w, 0.1, noise(1, step)[0]);
          return loss(tried) < loss(w) ? tried : w;
        });
  }

  @Test
  void evolutionGoesWhereTheLossIsLower() {
    int population = 6;
    double std = 0.1;
    double lr = 0.02;
    check(
        new Evolution(population, std, lr),
        (w, step) -> {
          double[][] e = noise(population, step);
          double[] losses = Arrays.stream(e).mapToDouble(n -> loss(plus(w, std, n))).toArray();
          double mean = Arrays.stream(losses).average().orElseThrow();
          double square = Arrays.stream(losses).map(l -> (l - mean) * (l - mean)).sum();
          double deviation = Math.sqrt(square / population);
          double[] next = w;
          for (int i = 0; i < population; i++) {
            next = plus(next, -lr / (population * std) * (losses[i] - mean) / deviation, e[i]);
          }
          return next;
        });
  }

  /**
   * A step function has no slope anywhere; and one batch after the other is as good as all rows.
   */
  @Test
  void lossesWithoutSlopesAreMadeSmall() {
    Setup setup =
        Change.loss(
            Fixtures.setup(new HillClimb(0.3), 60),
            Fixtures.loss(
                (p, t) -> {
                  var far = Conditions.gt(Numeric.abs(Numeric.sub(p, t)), 0.3);
                  return Ops.mean(Numeric.cast(far, DType.FLOAT64), null, false);
                }));
    var net = Fixtures.net(engine, DType.FLOAT64);
    History history = new Trainer(engine, net, data, setup).run(Monitor.NONE);
    assertTrue(history.lastLoss() < (Double) history.loss().getFirst(), history.show());
    var parted = Fixtures.net(engine, DType.FLOAT64);
    Setup small = Change.accumulate(Change.batch(setup, 2), 4);
    new Trainer(engine, parted, data, small).run(Monitor.NONE);
    assertArrayEquals(weights(net), weights(parted));
  }

  /** Three batches of 3, 3 and 2 rows say what one of 8 says. */
  @Test
  void batchesOfUnequalSizeCountByTheirRows() {
    var net = Fixtures.net(engine, DType.FLOAT64);
    Setup setup = Fixtures.setup(new Evolution(6, 0.1, 0.02), 20);
    new Trainer(engine, net, data, setup).run(Monitor.NONE);
    var parted = Fixtures.net(engine, DType.FLOAT64);
    Setup parts = Change.accumulate(Change.batch(setup, 3), 3);
    new Trainer(engine, parted, data, parts).run(Monitor.NONE);
    assertArrayEquals(weights(net), weights(parted), 1e-10);
  }

  @Test
  void candidatesWithoutALossCountAsTheWorst() {
    double[] move =
        new Evolution(3, 1, 3).move(0, new double[] {1, Double.POSITIVE_INFINITY, 3}, 3);
    // 1, 3, 3: mean 7/3, deviation sqrt(8/9)
    double unit = 1 / Math.sqrt(8 / 9.0);
    assertArrayEquals(new double[] {4 / 3.0 * unit, -2 / 3.0 * unit, -2 / 3.0 * unit}, move, 1e-12);
    double inf = Double.POSITIVE_INFINITY;
    assertEquals(null, new Evolution(2, 1, 1).move(0, new double[] {inf, inf}, 1));
    assertEquals(null, new Evolution(2, 1, 1).move(0, new double[] {2, 2}, 1));
  }

  @Test
  void theyGoOnAsIfTheyHadNotEnded() {
    Setup setup = Fixtures.setup(new Evolution(4, 0.1, 0.02), 20);
    var whole = Fixtures.net(engine, DType.FLOAT64);
    new Trainer(engine, whole, data, setup).run(Monitor.NONE);
    var parted = Fixtures.net(engine, DType.FLOAT64);
    var trainer = new Trainer(engine, parted, data, setup);
    int[] asked = {0};
    trainer.run(Monitor.quiet(() -> ++asked[0] == 7));
    assertEquals(20, trainer.run(Monitor.NONE).steps());
    assertArrayEquals(weights(whole), weights(parted));
  }

  /** A loss that draws random numbers and takes some memory between two passes. */
  private static double[] evolved(Engine engine, int columns) {
    double[] ones = new double[2 * columns];
    Arrays.fill(ones, 1.0 / columns);
    Tensor wide = Fixtures.tensor(engine, DType.FLOAT32, ones, 2, columns);
    Setup setup =
        Change.loss(
            Fixtures.setup(new Evolution(7, 0.1, 0.02), 6),
            Fixtures.loss(
                (p, t) -> {
                  Trace trace = engine.trace();
                  Node noisy = Numeric.mul(p, Ops.rand(p.graph(), p.type(), trace.nextStream()));
                  Node far = Ops.matmul(Numeric.sub(noisy, t), trace.lift(wide));
                  return Ops.mean(Numeric.mul(far, far), null, false);
                }));
    setup = Change.accumulate(Change.batch(setup, 3), 2);
    var net = Fixtures.net(engine, DType.FLOAT32);
    List<Tensor> tensors = Fixtures.data(engine, DType.FLOAT32);
    new Trainer(engine, net, Dataset.of(engine.memory(), tensors), setup).run(Monitor.NONE);
    return weights(net);
  }

  @Test
  void bitsAreThoseOfOneThread() {
    try (Engine one = new Engine(1, 1 << 28, () -> {});
        Engine two = new Engine(2, 1 << 28, () -> {});
        Engine three = new Engine(3, 1 << 28, () -> {})) {
      double[] expected = evolved(one, 64);
      assertArrayEquals(expected, evolved(two, 64));
      assertArrayEquals(expected, evolved(three, 64));
    }
  }

  /** Memory for two candidates at once is not there; one after the other has room. */
  @Test
  void candidatesTakeTurnsWhereMemoryIsShort() {
    int columns = 1 << 19;
    try (Engine one = new Engine(1, 1 << 28, () -> {});
        Engine small = new Engine(2, 17 << 20, () -> {})) {
      assertArrayEquals(evolved(one, columns), evolved(small, columns));
    }
  }

  @Test
  void weightsStayWhereAStepIsCancelled() {
    boolean[] stop = {false};
    Runnable poll =
        () -> {
          if (stop[0]) {
            throw new CancellationException();
          }
        };
    try (Engine two = new Engine(2, 1 << 28, poll)) {
      var net = Fixtures.net(two, DType.FLOAT64);
      double[] before = weights(net);
      Setup setup =
          Change.loss(
              Fixtures.setup(new Evolution(50, 0.1, 0.02), 5),
              Fixtures.loss(
                  (p, t) -> {
                    stop[0] = true;
                    return Losses.mse(p, t);
                  }));
      Dataset rows = Dataset.of(two.memory(), Fixtures.data(two, DType.FLOAT64));
      var trainer = new Trainer(two, net, rows, setup);
      assertThrows(CancellationException.class, () -> trainer.run(Monitor.NONE));
      assertArrayEquals(before, weights(net));
    }
  }

  @Test
  void gradientsAreNotClippedWhereThereAreNone() {
    Setup setup = Fixtures.setup(new HillClimb(0.1), 5);
    assertThrows(Problem.class, () -> Change.clip(setup, 1));
    Updating.Group group = new Updating.Group((path, w) -> true, new Sgd(0.1, 0, false, 0));
    assertThrows(Problem.class, () -> Change.groups(setup, List.of(group)));
  }
}
