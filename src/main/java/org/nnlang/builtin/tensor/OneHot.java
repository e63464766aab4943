// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.SizeArguments;
import org.nnlang.builtin.Tensors;
import org.nnlang.graph.Dim;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.tensor.DType;
import org.nnlang.value.Arguments;

/** {@code one_hot}. */
@AutoService(Builtin.class)
public final class OneHot implements Pure {
  @Override
  public String signature() {
    return "one_hot(classes: tensor|list|integer, count: integer, *, dtype: string? = none)";
  }

  @Override
  public String doc() {
    return """
    1 at the place of the class, else 0, along a new last axis of size `count`.
    Example: one_hot(labels, 10)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Dim count = SizeArguments.dim(a.get("count"));
    DType dtype = Tensors.dtype(a, DType.FLOAT32);
    return session
        .engine()
        .apply(
            List.of(Tensors.of(session, a.get("classes"))),
            n -> Numeric.cast(Ops.oneHot(n.get(0), count), dtype));
  }
}
