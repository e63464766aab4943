// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/**
 * Adam: each weight's step is scaled by running means of its gradient and of the square of it. As
 * torch.optim.Adam.
 */
public record Adam(double lr, double beta1, double beta2, double eps)
    implements Optimizer.ByGradient {
  @Override
  public Optimizer at(double rate) {
    return new Adam(rate, beta1, beta2, eps);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public double[] scalars(long step, double lr) {
    return corrections(step, lr, beta1, beta2, eps);
  }

  /**
   * The step's size and {@code eps}, both times the root by which the second mean would else have
   * to be corrected weight by weight.
   */
  static double[] corrections(long step, double lr, double beta1, double beta2, double eps) {
    double first = 1 - Math.pow(beta1, step);
    double root = Math.sqrt(1 - Math.pow(beta2, step));
    return new double[] {-lr * root / first, eps * root};
  }

  @Override
  public List<Node> step(Node weight, Node gradient, List<Node> memory, List<Node> scalars) {
    return step(weight, gradient, memory, scalars, beta1, beta2);
  }

  /**
   * A step from {@code weight}.
   *
   * @param scalars begin with {@link #corrections}
   */
  static List<Node> step(
      Node weight,
      Node gradient,
      List<Node> memory,
      List<Node> scalars,
      double beta1,
      double beta2) {
    Node m = Formulas.mix(memory.get(0), gradient, beta1);
    Node v = Formulas.mix(memory.get(1), Numeric.square(gradient), beta2);
    Node size = Numeric.add(Numeric.sqrt(v), scalars.get(1));
    return List.of(Numeric.add(weight, Numeric.div(Numeric.mul(m, scalars.get(0)), size)), m, v);
  }
}
