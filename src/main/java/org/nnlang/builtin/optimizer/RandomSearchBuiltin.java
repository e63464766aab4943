// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.optimizer;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.train.Optimizer;
import org.nnlang.train.RandomSearch;
import org.nnlang.value.Arguments;

/** {@code random_search}. */
@AutoService(Builtin.class)
public final class RandomSearchBuiltin extends OptimizerBuiltin {
  @Override
  public String signature() {
    return "random_search(scale: float = 1.0)";
  }

  @Override
  public String doc() {
    return """
    Training without gradients, by throwing dice: each step draws all weights anew, `scale` times normal
    numbers, and keeps them where their loss on the rows of the step is lower. The loss need not be
    differentiable. A schedule multiplies `scale`.
    Example: train(net, [x, y], loss: mse, optimizer: random_search(1.0), steps: 1000)\
    """;
  }

  @Override
  protected Optimizer make(Arguments a) {
    return new RandomSearch(RangeChecks.least(a, "scale", 0));
  }
}
