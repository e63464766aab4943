// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.optimizer;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.train.HillClimb;
import org.nnlang.train.Optimizer;
import org.nnlang.value.Arguments;

/** {@code hill_climb}. */
@AutoService(Builtin.class)
public final class HillClimbBuiltin extends OptimizerBuiltin {
  @Override
  public String signature() {
    return "hill_climb(std: float = 0.1)";
  }

  @Override
  public String doc() {
    return """
    Training without gradients, by small changes: each step moves every weight by `std` times a normal
    number, and keeps that where the loss on the rows of the step is lower. The loss need not be
    differentiable. A schedule multiplies `std`.
    Example: train(net, [x, y], loss: mse, optimizer: hill_climb(0.05), steps: 1000)\
    """;
  }

  @Override
  protected Optimizer make(Arguments a) {
    return new HillClimb(RangeChecks.least(a, "std", 0));
  }
}
