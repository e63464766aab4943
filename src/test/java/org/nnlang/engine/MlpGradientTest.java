// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Losses;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.tensor.Tensor;

/** The net of scripts/square.nn: gradients against central differences in double precision. */
class MlpGradientTest {
  private static final double EPS = 1e-6;

  private final Random random = new Random(1);

  private Variable weight(Engine engine, long... shape) {
    double[] values = new double[(int) Tensor.sizeOf(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return new Variable(Tensor.of(engine.memory(), values, shape), true);
  }

  @Test
  void everyWeightAgreesWithCentralDifferences() {
    try (Engine engine = new Engine(1, 1L << 30, () -> {})) {
      List<Variable> weights =
          List.of(weight(engine, 8, 1), weight(engine, 8), weight(engine, 1, 8), weight(engine, 1));
      double[] x = new double[16];
      double[] y = new double[16];
      for (int i = 0; i < 16; i++) {
        x[i] = -1 + i / 7.5;
        y[i] = x[i] * x[i];
      }
      List<Tensor> batch =
          List.of(Tensor.of(engine.memory(), x, 16, 1), Tensor.of(engine.memory(), y, 16, 1));
      TrainingStep step =
          engine.step(
              batch.stream().map(Type::of).toList(),
              weights,
              n -> {
                List<Node> w = weights.stream().map(engine.trace()::read).toList();
                Node h = Ops.matmul(n.get(0), Ops.transpose(w.get(0)));
                h = Numeric.tanh(Numeric.add(h, w.get(1)));
                return Losses.mse(
                    Numeric.add(Ops.matmul(h, Ops.transpose(w.get(2))), w.get(3)), n.get(1));
              });
      step.run(batch, 1, 1);
      double[] gradients = step.gradients().toDoubles();
      int offset = 0;
      for (Variable v : weights) {
        double[] before = v.value().toDoubles();
        for (int at = 0; at < before.length; at++) {
          double[] losses = new double[2];
          for (int side = 0; side < 2; side++) {
            double[] moved = before.clone();
            moved[at] += side == 0 ? -EPS : EPS;
            v.set(Tensor.of(engine.memory(), moved, v.value().shape()));
            losses[side] = step.run(batch, 1, 1);
          }
          double exact = gradients[offset + at];
          double numeric = (losses[1] - losses[0]) / (2 * EPS);
          // the difference of two losses carries about 1e-16 / 1e-6
          assertEquals(exact, numeric, 1e-5 * Math.abs(exact) + 1e-9);
        }
        v.set(Tensor.of(engine.memory(), before, v.value().shape()));
        offset += before.length;
      }
    }
  }
}
