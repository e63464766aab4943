// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;

/**
 * Momentum whose matrices are made nearly orthogonal, so that a step goes equally far in all
 * directions (Jordan and others, "Muon: An optimizer for hidden layers in neural networks", 2024).
 * Five rounds of a Newton-Schulz iteration with the authors' coefficients do it. As
 * torch.optim.Muon.
 *
 * @param weightDecay each step takes {@code lr * weightDecay} of every weight away
 */
public record Muon(double lr, double momentum, boolean nesterov, double weightDecay)
    implements Optimizer.ByGradient {
  private static final int ROUNDS = 5;
  private static final double A = 3.4445;
  private static final double B = -4.7750;
  private static final double C = 2.0315;
  private static final double EPS = 1e-7;

  @Override
  public Optimizer at(double rate) {
    return new Muon(rate, momentum, nesterov, weightDecay);
  }

  /** It turns a matrix as a whole. */
  @Override
  public boolean elementwise() {
    return false;
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public double[] scalars(long step, double lr) {
    return new double[] {lr, 1 - lr * weightDecay};
  }

  @Override
  public List<Node> step(Node weight, Node gradient, List<Node> memory, List<Node> scalars) {
    Node mean = Formulas.mix(memory.get(0), gradient, momentum);
    Node move = orthogonal(nesterov ? Formulas.mix(mean, gradient, momentum) : mean);
    double tall = (double) weight.type().dim(0).value() / weight.type().dim(1).value();
    Node sized = Numeric.mul(move, Math.sqrt(Math.max(1, tall)));
    Node kept = Numeric.mul(weight, scalars.get(1));
    return List.of(Numeric.sub(kept, Numeric.mul(sized, scalars.get(0))), mean);
  }

  private static Node orthogonal(Node g) {
    boolean tall = g.type().dim(0).value() > g.type().dim(1).value();
    Node x = tall ? Ops.transpose(g) : g;
    x = Numeric.div(x, Numeric.add(Ops.norm(x, null, false), EPS));
    for (int i = 0; i < ROUNDS; i++) {
      Node square = Ops.matmul(x, Ops.transpose(x));
      Node mixed = Numeric.add(Numeric.mul(square, B), Numeric.mul(Ops.matmul(square, square), C));
      x = Numeric.add(Numeric.mul(x, A), Ops.matmul(mixed, x));
    }
    return tall ? Ops.transpose(x) : x;
  }
}
