// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.op.Losses;
import org.nnlang.value.Arguments;

/** {@code kl}. */
@AutoService(Builtin.class)
public final class Kl implements Builtin {
  @Override
  public String signature() {
    return "kl(prediction: tensor, target: tensor) -> tensor";
  }

  @Override
  public String doc() {
    return """
    The mean over rows of the Kullback-Leibler divergence, of log-probabilities and probabilities along
    the last axis. Both must have the same shape.\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return session
        .engine()
        .apply(
            List.of(a.tensor("prediction"), a.tensor("target")),
            n -> Losses.kl(n.get(0), n.get(1)));
  }
}
