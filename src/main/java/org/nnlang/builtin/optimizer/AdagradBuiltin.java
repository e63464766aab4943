// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.optimizer;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.train.Adagrad;
import org.nnlang.train.Optimizer;
import org.nnlang.value.Arguments;

/** {@code adagrad}. */
@AutoService(Builtin.class)
public final class AdagradBuiltin extends OptimizerBuiltin {
  @Override
  public String signature() {
    return "adagrad(lr: float = 0.01, eps: float = 1e-10, weight_decay: float = 0, "
        + "*, groups: list = [])";
  }

  @Override
  public String doc() {
    return """
    Steps scaled by the sum of all squared gradients so far: they get smaller by themselves. `groups` as
    for `sgd`.\
    """;
  }

  @Override
  protected Optimizer make(Arguments a) {
    return new Adagrad(lr(a), atLeast(a, "eps", 0), atLeast(a, "weight_decay", 0));
  }
}
