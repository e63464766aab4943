// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.op.Probabilities;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.Span;
import org.nnlang.value.Arguments;
import org.nnlang.value.Signature;

/** A builtin of {@code prediction} and {@code target}, which are tensors. */
abstract class LossFunction implements Builtin {
  /** The loss, a scalar; the arguments are for what else there is to say. */
  abstract Node of(Node prediction, Node target, Arguments a);

  /** Whether it makes probabilities itself, of numbers that are none yet. */
  boolean takesLogits() {
    return false;
  }

  @Override
  public final Object call(Arguments a, Session session) {
    return session
        .engine()
        .apply(
            List.of(a.tensor("prediction"), a.tensor("target")),
            n -> {
              if (takesLogits()) {
                checkLogits(n.get(0), session);
              }
              return of(n.get(0), n.get(1), a);
            });
  }

  private void checkLogits(Node prediction, Session session) {
    Probabilities.Found found = Probabilities.of(prediction);
    if (found == null) {
      return;
    }
    String name = Signature.of(signature()).name();
    Span made = found.node().span();
    Diagnostic warning =
        Diagnostic.warning(
            "probabilities",
            "`" + name + "` takes logits, and these have been through a " + found.name(),
            made.isKnown() ? made : session.place());
    session
        .warnings()
        .warn(
            (made.isKnown() ? warning.withNote("the loss is used here", session.place()) : warning)
                .withHint(
                    "leave the "
                        + found.name()
                        + " out of what the loss sees: `"
                        + name
                        + "` has its own, and with two of them a net learns slowly"));
  }
}
