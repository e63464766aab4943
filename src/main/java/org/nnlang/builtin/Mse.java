// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.op.Losses;
import org.nnlang.value.Arguments;

/** {@code mse}. */
@AutoService(Builtin.class)
public final class Mse implements Builtin {
  @Override
  public String signature() {
    return "mse(prediction: tensor, target: tensor) -> tensor";
  }

  @Override
  public String doc() {
    return """
    The mean of the squared differences. Both must have the same shape.
    Example: mse(net(x), y)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return session
        .engine()
        .apply(
            List.of(a.tensor("prediction"), a.tensor("target")),
            n -> Losses.mse(n.get(0), n.get(1)));
  }
}
