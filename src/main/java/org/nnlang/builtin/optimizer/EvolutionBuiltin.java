// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.optimizer;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.train.Evolution;
import org.nnlang.train.Optimizer;
import org.nnlang.value.Arguments;

/** {@code evolution}. */
@AutoService(Builtin.class)
public final class EvolutionBuiltin extends OptimizerBuiltin {
  @Override
  public String signature() {
    return "evolution(population: integer = 50, std: float = 0.03, lr: float = 0.003)";
  }

  @Override
  public String doc() {
    return """
    Training without gradients, by many small changes at once: each step tries `population` nets with
    weights `w + std * e[i]`, of normal numbers `e[i]`, and moves the weights by
    `-lr / (population * std) * sum(a[i] * e[i])`, where `a` are their losses less the mean, divided by the
    standard deviation. The loss need not be differentiable. A schedule multiplies `lr`.
    Example: train(net, [x, y], loss: mse, optimizer: evolution(50), schedule: cosine, steps: 500)\
    """;
  }

  @Override
  protected Optimizer make(Arguments a) {
    return new Evolution(
        (int) Math.min(RangeChecks.atLeast(a, "population", 2), 1 << 20),
        RangeChecks.more(a, "std", 0),
        lr(a));
  }
}
