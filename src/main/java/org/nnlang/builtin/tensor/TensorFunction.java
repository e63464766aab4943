// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import java.util.List;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.graph.Node;
import org.nnlang.value.Arguments;

/** A function of one tensor, its parameter {@code x}; takes lists and numbers for tensors too. */
public abstract class TensorFunction implements Pure {
  /** What it does, on nodes. */
  protected abstract Node of(Node x, Arguments a);

  @Override
  public final Object call(Arguments a, Session session) {
    List<Object> others = a.besides("x");
    return session
        .engine()
        .apply(
            others == null ? null : new Asked(this, others),
            List.of(Tensors.of(session, a.get("x"))),
            n -> of(n.get(0), a));
  }

  private record Asked(TensorFunction function, List<Object> arguments) {}
}
