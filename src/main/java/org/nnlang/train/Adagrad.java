// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/**
 * Steps scaled by the sum of all squared gradients so far. As torch.optim.Adagrad.
 *
 * @param weightDecay adds {@code weightDecay * w} to the gradient
 */
public record Adagrad(double lr, double eps, double weightDecay) implements Optimizer.ByGradient {
  @Override
  public Optimizer at(double rate) {
    return new Adagrad(rate, eps, weightDecay);
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public double[] scalars(long step, double lr) {
    return new double[] {-lr};
  }

  @Override
  public List<Node> step(Node weight, Node gradient, List<Node> memory, List<Node> scalars) {
    Node g = Formulas.decayed(gradient, weight, weightDecay);
    Node sum = Numeric.add(memory.get(0), Numeric.square(g));
    Node move = Numeric.div(g, Numeric.add(Numeric.sqrt(sum), eps));
    return List.of(Numeric.add(weight, Numeric.mul(move, scalars.get(0))), sum);
  }
}
