// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code tril}. */
@AutoService(Builtin.class)
public final class Tril extends TensorFunction {
  @Override
  public String signature() {
    return "tril(x: tensor|list, diagonal: integer = 0)";
  }

  @Override
  public String doc() {
    return """
    The lower triangle of the last two axes, the rest 0. `diagonal` 1 keeps one diagonal
    more, -1 one less.\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.tril(x, a.whole("diagonal"));
  }
}
