// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code argsort}. */
@AutoService(Builtin.class)
public final class Argsort extends TensorFunction {
  @Override
  public String signature() {
    return "argsort(x: tensor|list, axis: integer = -1, descending: boolean = false)";
  }

  @Override
  public String doc() {
    return """
    The indices that bring the elements along an axis into rising order. Equal elements stay
    in their order.\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.argsort(x, a.integer("axis"), a.flag("descending"));
  }
}
