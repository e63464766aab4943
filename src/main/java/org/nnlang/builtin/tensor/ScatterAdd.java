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

/** {@code scatter_add}. */
@AutoService(Builtin.class)
public final class ScatterAdd implements Pure {
  @Override
  public String signature() {
    return "scatter_add(x: tensor|list, index: tensor|list, values: tensor|list|number, axis: integer = 0)";
  }

  @Override
  public String doc() {
    return """
    The tensor with `values` added to what is at the indices along an axis; `index` has all
    axes of x, and other sizes only along that one.
    Example: scatter_add(zeros([4]), [0, 2], 1.0)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    int axis = a.integer("axis");
    return session
        .engine()
        .apply(
            List.of(
                Tensors.of(session, a.get("x")),
                Tensors.of(session, a.get("index")),
                Tensors.of(session, a.get("values"))),
            n -> Ops.scatterAdd(n.get(0), n.get(1), n.get(2), axis));
  }
}
