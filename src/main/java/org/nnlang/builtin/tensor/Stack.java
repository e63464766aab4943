// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code stack}. */
@AutoService(Builtin.class)
public final class Stack implements Builtin {
  @Override
  public String signature() {
    return "stack(tensors: list|tensor, axis: integer = 0)";
  }

  @Override
  public String doc() {
    return """
    Tensors of one shape along a new axis.
    Example: stack([a, b])\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return session
        .engine()
        .apply(Tensors.list(session, a.get("tensors")), n -> Ops.stack(n, a.integer("axis")));
  }
}
