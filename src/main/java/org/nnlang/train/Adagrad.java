// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;

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
    Node sum = Ops.add(memory.get(0), Ops.square(g));
    Node move = Ops.div(g, Ops.add(Ops.sqrt(sum), eps));
    return List.of(Ops.add(weight, Ops.mul(move, scalars.get(0))), sum);
  }
}
