// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.op.Losses;
import org.nnlang.value.Arguments;

/** {@code cross_entropy}. */
@AutoService(Builtin.class)
public final class CrossEntropy implements Builtin {
  @Override
  public String signature() {
    return "cross_entropy(prediction: tensor, target: tensor) -> tensor";
  }

  @Override
  public String doc() {
    return """
    The mean of -log(probability of the right class), of logits `[..., classes]` and integer classes
    `[...]`.
    Example: cross_entropy(net(ids), next_ids)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return session
        .engine()
        .apply(
            List.of(a.tensor("prediction"), a.tensor("target")),
            n -> Losses.crossEntropy(n.get(0), n.get(1)));
  }
}
