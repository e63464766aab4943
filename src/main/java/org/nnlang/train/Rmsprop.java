// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/**
 * Steps scaled by a running mean of the squared gradient. As torch.optim.RMSprop.
 *
 * @param alpha how much of that mean is kept at each step
 * @param weightDecay adds {@code weightDecay * w} to the gradient
 */
public record Rmsprop(double lr, double alpha, double eps, double momentum, double weightDecay)
    implements Optimizer.ByGradient {
  @Override
  public Optimizer at(double rate) {
    return new Rmsprop(rate, alpha, eps, momentum, weightDecay);
  }

  @Override
  public int slots() {
    return momentum == 0 ? 1 : 2;
  }

  @Override
  public double[] scalars(long step, double lr) {
    return new double[] {-lr};
  }

  @Override
  public List<Node> step(Node weight, Node gradient, List<Node> memory, List<Node> scalars) {
    Node g = Formulas.decayed(gradient, weight, weightDecay);
    Node v = Formulas.mix(memory.get(0), Numeric.square(g), alpha);
    Node move = Numeric.div(g, Numeric.add(Numeric.sqrt(v), eps));
    List<Node> kept = List.of(v);
    if (momentum != 0) {
      move = Numeric.add(Numeric.mul(memory.get(1), momentum), move);
      kept = List.of(v, move);
    }
    return Formulas.moved(Numeric.add(weight, Numeric.mul(move, scalars.get(0))), kept);
  }
}
