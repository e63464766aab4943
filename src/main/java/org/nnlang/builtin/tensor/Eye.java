// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.SizeArguments;
import org.nnlang.builtin.Tensors;
import org.nnlang.op.Ops;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;

/** {@code eye}. */
@AutoService(Builtin.class)
public final class Eye implements Pure {
  @Override
  public String signature() {
    return "eye(rows: integer, columns: integer? = none, *, dtype: string? = none)";
  }

  @Override
  public String doc() {
    return "A float matrix of zeros with ones on its diagonal.";
  }

  @Override
  public Object call(Arguments a, Session session) {
    Object rows = a.get("rows");
    Object columns = a.isNone("columns") ? rows : a.get("columns");
    TensorLike ones =
        Tensors.full(session, List.of(SizeArguments.dim(rows), SizeArguments.dim(columns)), 1.0);
    TensorLike eye = session.engine().apply(List.of(ones), n -> Ops.tril(Ops.triu(n.get(0), 0), 0));
    return Tensors.as(session, eye, a);
  }
}
