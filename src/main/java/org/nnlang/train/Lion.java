// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/**
 * Steps of one size in the direction of the sign of a running mean (Chen and others, "Symbolic
 * Discovery of Optimization Algorithms", 2023).
 *
 * @param weightDecay each step takes {@code lr * weightDecay} of every weight away
 */
public record Lion(double lr, double beta1, double beta2, double weightDecay)
    implements Optimizer.ByGradient {
  @Override
  public Optimizer at(double rate) {
    return new Lion(rate, beta1, beta2, weightDecay);
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public double[] scalars(long step, double lr) {
    return new double[] {-lr, 1 - lr * weightDecay};
  }

  @Override
  public List<Node> step(Node weight, Node gradient, List<Node> memory, List<Node> scalars) {
    Node move = Numeric.sign(Formulas.mix(memory.get(0), gradient, beta1));
    Node kept = weightDecay == 0 ? weight : Numeric.mul(weight, scalars.get(1));
    return List.of(
        Numeric.add(kept, Numeric.mul(move, scalars.get(0))),
        Formulas.mix(memory.get(0), gradient, beta2));
  }
}
