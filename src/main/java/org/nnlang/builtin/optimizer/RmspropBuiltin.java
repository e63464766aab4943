// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.optimizer;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.train.Optimizer;
import org.nnlang.train.Rmsprop;
import org.nnlang.value.Arguments;

/** {@code rmsprop}. */
@AutoService(Builtin.class)
public final class RmspropBuiltin extends OptimizerBuiltin {
  @Override
  public String signature() {
    return "rmsprop(lr: float = 0.01, alpha: float = 0.99, eps: float = 1e-8, "
        + "momentum: float = 0, weight_decay: float = 0, *, groups: list = [])";
  }

  @Override
  public String doc() {
    return """
    Steps scaled by a running mean of the squared gradient, of which `alpha` is kept. `groups` as for
    `sgd`.\
    """;
  }

  @Override
  protected Optimizer make(Arguments a) {
    return new Rmsprop(
        lr(a),
        within(a, "alpha", 0, 1),
        atLeast(a, "eps", 0),
        within(a, "momentum", 0, 1),
        atLeast(a, "weight_decay", 0));
  }
}
