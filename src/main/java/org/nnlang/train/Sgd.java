// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/**
 * Gradient descent, {@code w -= lr * g}, with momentum {@code m = momentum * m + g} in place of the
 * gradient where that is not 0, and Nesterov's look ahead. As torch.optim.SGD without dampening.
 *
 * @param weightDecay adds {@code weightDecay * w} to the gradient
 */
public record Sgd(double lr, double momentum, boolean nesterov, double weightDecay)
    implements Optimizer.ByGradient {
  @Override
  public Optimizer at(double rate) {
    return new Sgd(rate, momentum, nesterov, weightDecay);
  }

  @Override
  public int slots() {
    return momentum == 0 ? 0 : 1;
  }

  @Override
  public double[] scalars(long step, double lr) {
    return new double[] {-lr};
  }

  @Override
  public List<Node> step(Node weight, Node gradient, List<Node> memory, List<Node> scalars) {
    Node move = Formulas.decayed(gradient, weight, weightDecay);
    List<Node> kept = List.of();
    if (momentum != 0) {
      Node m = Numeric.add(Numeric.mul(memory.get(0), momentum), move);
      kept = List.of(m);
      move = nesterov ? Numeric.add(move, Numeric.mul(m, momentum)) : m;
    }
    return Formulas.moved(Numeric.add(weight, Numeric.mul(move, scalars.get(0))), kept);
  }
}
