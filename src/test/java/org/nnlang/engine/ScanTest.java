// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.ScanBuilder;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/** Scans as they run: random numbers in a step, and the end from outside. */
class ScanTest {
  private static final int STEPS = 5;
  private static final int WIDTH = 20_000;

  /** Each step of ones with a half left out, and the gradients of its sum by those ones. */
  private static List<double[]> dropped(int threads) {
    try (Engine engine = new Engine(threads, 1L << 30, () -> {})) {
      engine.random().seed(7);
      float[] ones = new float[STEPS * WIDTH];
      Arrays.fill(ones, 1);
      Tensor x = Tensor.of(engine.memory(), ones, STEPS, WIDTH);
      List<TensorLike> out =
          engine.call(
              List.of(x),
              true,
              nodes -> {
                Node in = nodes.get(0);
                ScanBuilder scan = new ScanBuilder(in.graph(), Dim.of(STEPS), false);
                Node sum = scan.carry(Ops.index(in, 0, 0), false);
                Node some = Ops.dropout(scan.sequence(in), 0.5, engine.trace().nextStream());
                scan.next(sum, Numeric.add(sum, Numeric.square(some)));
                scan.give(some);
                Node given = scan.build().given(0);
                Node total = Ops.sum(given, null, false);
                return List.of(
                    given, Differentiation.gradients(total, List.of(in), i -> {}).get(0));
              });
      return out.stream().map(t -> ((Tensor) t).toDoubles()).toList();
    }
  }

  @Test
  void eachStepDrawsItsOwnNumbersWhateverTheThreadsAndTheGradientDrawsTheSame() {
    List<double[]> one = dropped(1);
    double[] given = one.get(0);
    assertArrayEquals(given, one.get(1), "the gradient is 2 where the number was kept, else 0");
    for (int t = 0; t < STEPS; t++) {
      double[] step = Arrays.copyOfRange(given, t * WIDTH, (t + 1) * WIDTH);
      double zeros = Arrays.stream(step).filter(v -> v == 0).count();
      assertEquals(0.5, zeros / WIDTH, 6 * 0.5 / Math.sqrt(WIDTH));
      double[] first = Arrays.copyOf(given, WIDTH);
      assertEquals(t == 0, Arrays.equals(first, step));
    }
    for (int threads = 2; threads <= 3; threads++) {
      assertArrayEquals(given, dropped(threads).get(0));
      assertArrayEquals(one.get(1), dropped(threads).get(1));
    }
  }

  @Test
  void aScanEndsBetweenItsSteps() {
    AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    AtomicLong asked = new AtomicLong();
    Runnable poll =
        () -> {
          asked.incrementAndGet();
          if (left.decrementAndGet() < 0) {
            throw new CancellationException();
          }
        };
    int steps = 100_000;
    try (Engine engine = new Engine(1, 1L << 30, poll)) {
      Tensor x = Tensor.of(engine.memory(), new float[steps], steps, 1);
      left.set(10);
      assertThrows(CancellationException.class, () -> engine.apply(List.of(x), ScanTest::counted));
      assertFalse(asked.get() > 1000, "it went on after it had been told to end");
      left.set(Long.MAX_VALUE);
      TensorLike count = engine.apply(List.of(x), ScanTest::counted);
      assertArrayEquals(new double[] {steps}, ((Tensor) count).toDoubles());
    }
  }

  /** A one for each step. */
  private static Node counted(List<Node> nodes) {
    Node in = nodes.get(0);
    ScanBuilder scan = new ScanBuilder(in.graph(), in.type().dim(0), false);
    Node sum = scan.carry(Ops.index(in, 0, 0), false);
    scan.next(sum, Numeric.add(sum, Numeric.add(scan.sequence(in), 1)));
    return scan.build().last(0);
  }
}
