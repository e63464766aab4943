// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.value.Arguments;

/** A builtin of {@code prediction} and {@code target}, which are tensors. */
abstract class LossFunction implements Builtin {
  /** The loss, a scalar; the arguments are for what else there is to say. */
  abstract Node of(Node prediction, Node target, Arguments a);

  @Override
  public final Object call(Arguments a, Session session) {
    return session
        .engine()
        .apply(List.of(a.tensor("prediction"), a.tensor("target")), n -> of(n.get(0), n.get(1), a));
  }
}
