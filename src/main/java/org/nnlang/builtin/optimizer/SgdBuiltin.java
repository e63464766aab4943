// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.optimizer;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.train.Optimizer;
import org.nnlang.train.Sgd;
import org.nnlang.value.Arguments;

/** {@code sgd}. */
@AutoService(Builtin.class)
public final class SgdBuiltin extends OptimizerBuiltin {
  @Override
  public String signature() {
    return "sgd(lr: float = 0.01, momentum: float = 0, nesterov: boolean = false, "
        + "weight_decay: float = 0, *, groups: list = [])";
  }

  @Override
  public String doc() {
    return """
    Gradient descent: each weight moves against its gradient, `lr` times as far. `momentum` keeps that
    part of the moves before; `nesterov` looks ahead along them. `weight_decay` pulls weights to zero.
    `groups` gives parts other settings: [{of: "vectors", weight_decay: 0.0}]. `of` is "vectors" (biases
    and norms), a path (`blocks.*.attend`), a part (`net.head`), or a list of these.
    Example: train(net, data, loss: mse, optimizer: sgd(lr: 0.1, momentum: 0.9), steps: 100)\
    """;
  }

  @Override
  protected Optimizer make(Arguments a) {
    return new Sgd(
        lr(a), within(a, "momentum", 0, 1), a.flag("nesterov"), atLeast(a, "weight_decay", 0));
  }
}
