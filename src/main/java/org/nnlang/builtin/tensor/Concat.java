// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code concat}. */
@AutoService(Builtin.class)
public final class Concat implements Builtin {
  @Override
  public String signature() {
    return "concat(tensors: list|tensor, axis: integer = 0)";
  }

  @Override
  public String doc() {
    return """
    Tensors one after another along an axis.
    Example: concat([a, b], axis: -1)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return session
        .engine()
        .apply(Tensors.list(session, a.get("tensors")), n -> Ops.concat(n, a.integer("axis")));
  }
}
