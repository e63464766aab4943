// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.op.Losses;
import org.nnlang.value.Arguments;

/** {@code binary_cross_entropy}. */
@AutoService(Builtin.class)
public final class BinaryCrossEntropy implements Builtin {
  @Override
  public String signature() {
    return "binary_cross_entropy(prediction: tensor, target: tensor) -> tensor";
  }

  @Override
  public String doc() {
    return """
    The mean cross entropy of yes and no, of logits and targets from 0 to 1. Both must have the same shape.\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return session
        .engine()
        .apply(
            List.of(a.tensor("prediction"), a.tensor("target")),
            n -> Losses.binaryCrossEntropy(n.get(0), n.get(1)));
  }
}
