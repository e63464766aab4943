// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.op.Losses;
import org.nnlang.value.Arguments;

/** {@code huber}. */
@AutoService(Builtin.class)
public final class Huber implements Builtin {
  @Override
  public String signature() {
    return "huber(prediction: tensor, target: tensor, delta: float = 1.0) -> tensor";
  }

  @Override
  public String doc() {
    return """
    The mean of half the squared differences, which beyond `delta` grow as a line does. Both must have the same shape.\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    double delta = Check.least(a, "delta", 0);
    return session
        .engine()
        .apply(
            List.of(a.tensor("prediction"), a.tensor("target")),
            n -> Losses.huber(n.get(0), n.get(1), delta));
  }
}
