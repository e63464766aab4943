// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code topk}. */
@AutoService(Builtin.class)
public final class Topk implements Pure {
  @Override
  public String signature() {
    return "topk(x: tensor|list, k: integer, axis: integer = -1)";
  }

  @Override
  public String doc() {
    return """
    The k largest elements along an axis, falling, and their indices.
    Example: [values, indices] = topk(x, 3)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return new ArrayList<Object>(
        session
            .engine()
            .applyAll(
                List.of(Tensors.of(session, a.get("x"))),
                n -> Ops.topk(n.get(0), a.integer("k"), a.integer("axis"))));
  }
}
