// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.optimizer;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.train.AdamW;
import org.nnlang.train.Optimizer;
import org.nnlang.value.Arguments;

/** {@code adamw}. */
@AutoService(Builtin.class)
public final class AdamwBuiltin extends OptimizerBuiltin {
  @Override
  public String signature() {
    return "adamw(lr: float = 0.001, betas: list = [0.9, 0.999], eps: float = 1e-8, "
        + "weight_decay: float = 0.01, *, groups: list = [])";
  }

  @Override
  public String doc() {
    return """
    Adam with weights that decay by lr * `weight_decay` a step, apart from the gradient. `groups` as for
    `sgd`: [{of: "vectors", weight_decay: 0.0}] spares biases and norms.
    Example: train(net, data, loss: cross_entropy, optimizer: adamw(lr: 1e-3, weight_decay: 0.1), steps: 100)\
    """;
  }

  @Override
  protected Optimizer make(Arguments a) {
    return new AdamW(
        lr(a), beta(a, 0), beta(a, 1), atLeast(a, "eps", 0), atLeast(a, "weight_decay", 0));
  }
}
