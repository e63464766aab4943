// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/**
 * {@link Adam} with the decay of weights apart from the gradient. As torch.optim.AdamW.
 *
 * @param weightDecay each step takes {@code lr * weightDecay} of every weight away
 */
public record AdamW(double lr, double beta1, double beta2, double eps, double weightDecay)
    implements Optimizer.ByGradient {
  @Override
  public Optimizer at(double rate) {
    return new AdamW(rate, beta1, beta2, eps, weightDecay);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public double[] scalars(long step, double lr) {
    double[] adam = Adam.corrections(step, lr, beta1, beta2, eps);
    return new double[] {adam[0], adam[1], 1 - lr * weightDecay};
  }

  @Override
  public List<Node> step(Node weight, Node gradient, List<Node> memory, List<Node> scalars) {
    Node kept = weightDecay == 0 ? weight : Numeric.mul(weight, scalars.get(2));
    return Adam.step(kept, gradient, memory, scalars, beta1, beta2);
  }
}
