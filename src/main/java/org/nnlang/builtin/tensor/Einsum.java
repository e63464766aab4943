// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code einsum}. */
@AutoService(Builtin.class)
public final class Einsum implements Pure {
  @Override
  public String signature() {
    return "einsum(pattern: string, tensors...)";
  }

  @Override
  public String doc() {
    return """
    Sums of products by letters of axes: axes with one letter are multiplied, letters that
    are not on the right are summed over.
    Example: einsum("bij,bjk->bik", a, b)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return session
        .engine()
        .apply(Tensors.list(session, a.list("tensors")), n -> Ops.einsum(a.string("pattern"), n));
  }
}
