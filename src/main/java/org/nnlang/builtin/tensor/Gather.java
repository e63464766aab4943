// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code gather}. */
@AutoService(Builtin.class)
public final class Gather implements Pure {
  @Override
  public String signature() {
    return "gather(x: tensor|list, index: tensor|list, axis: integer = 0)";
  }

  @Override
  public String doc() {
    return """
    Along an axis the elements at the indices; `index` has all axes of x, and other sizes
    only along that one. `x[index]` takes whole rows.
    Example: gather(logits, classes.unsqueeze(-1), axis: -1)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return session
        .engine()
        .apply(
            List.of(Tensors.of(session, a.get("x")), Tensors.of(session, a.get("index"))),
            n -> Ops.takeAlong(n.get(0), n.get(1), a.integer("axis")));
  }
}
