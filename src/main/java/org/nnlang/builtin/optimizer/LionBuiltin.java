// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.optimizer;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.train.Lion;
import org.nnlang.train.Optimizer;
import org.nnlang.value.Arguments;

/** {@code lion}. */
@AutoService(Builtin.class)
public final class LionBuiltin extends OptimizerBuiltin {
  @Override
  public String signature() {
    return "lion(lr: float = 0.0001, betas: list = [0.9, 0.99], "
        + "weight_decay: float = 0, *, groups: list = [])";
  }

  @Override
  public String doc() {
    return """
    Steps of one size in the direction of the sign of a running mean of the gradient; wants a learning
    rate three to ten times smaller than Adam. `groups` as for `sgd`.\
    """;
  }

  @Override
  protected Optimizer make(Arguments a) {
    return new Lion(lr(a), beta(a, 0), beta(a, 1), atLeast(a, "weight_decay", 0));
  }
}
