// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;

/** {@code transpose}. */
@AutoService(Builtin.class)
public final class Transpose implements Pure {
  @Override
  public String signature() {
    return "transpose(x: tensor|list, a: integer? = none, b: integer? = none)";
  }

  @Override
  public String doc() {
    return """
    Two axes exchanged; without their numbers all axes in the opposite order, as `x.T`.\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    if (a.isNone("a") != a.isNone("b")) {
      throw Problem.of(ErrorCode.ARGUMENT, "`transpose` exchanges two axes, found one");
    }
    return session
        .engine()
        .apply(
            List.of(Tensors.of(session, a.get("x"))),
            n ->
                a.isNone("a")
                    ? Ops.permute(n.get(0), null)
                    : Ops.transpose(n.get(0), a.integer("a"), a.integer("b")));
  }
}
