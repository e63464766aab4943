// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.optimizer;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.train.Adam;
import org.nnlang.train.Optimizer;
import org.nnlang.value.Arguments;

/** {@code adam}. */
@AutoService(Builtin.class)
public final class AdamBuiltin extends OptimizerBuiltin {
  @Override
  public String signature() {
    return "adam(lr: float = 0.001, betas: list = [0.9, 0.999], eps: float = 1e-8, "
        + "*, groups: list = [])";
  }

  @Override
  public String doc() {
    return """
    Adam: the size of each weight's step follows running means of its gradient and of its square, which
    keep the parts `betas`. `groups` as for `sgd`.
    Example: train(net, data, loss: mse, optimizer: adam(lr: 0.01), steps: 100)\
    """;
  }

  @Override
  protected Optimizer make(Arguments a) {
    return new Adam(lr(a), beta(a, 0), beta(a, 1), atLeast(a, "eps", 0));
  }
}
