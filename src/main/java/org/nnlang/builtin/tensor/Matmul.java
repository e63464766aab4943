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

/** {@code matmul}. */
@AutoService(Builtin.class)
public final class Matmul implements Pure {
  @Override
  public String signature() {
    return "matmul(a: tensor|list, b: tensor|list)";
  }

  @Override
  public String doc() {
    return """
    The product of matrices, as `a @ b`: over leading axes that broadcast, a vector as a row
    on the left and as a column on the right.\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return session
        .engine()
        .apply(
            List.of(Tensors.of(session, a.get("a")), Tensors.of(session, a.get("b"))),
            n -> Ops.matmul(n.get(0), n.get(1)));
  }
}
