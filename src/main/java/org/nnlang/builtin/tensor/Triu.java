// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code triu}. */
@AutoService(Builtin.class)
public final class Triu extends TensorFunction {
  @Override
  public String signature() {
    return "triu(x: tensor|list, diagonal: integer = 0)";
  }

  @Override
  public String doc() {
    return """
    The upper triangle of the last two axes, the rest 0. `diagonal` 1 keeps one diagonal
    less, -1 one more.\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.triu(x, a.whole("diagonal"));
  }
}
