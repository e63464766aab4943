// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.value.Arguments;

/** A function of one tensor, its parameter {@code x}; takes lists and numbers for tensors too. */
abstract class TensorFunction implements Builtin {
  /** What it does, on nodes. */
  abstract Node of(Node x, Arguments a);

  @Override
  public final Object call(Arguments a, Session session) {
    return session.engine().apply(List.of(Tensors.of(session, a.get("x"))), n -> of(n.get(0), a));
  }
}
