// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code unsqueeze}. */
@AutoService(Builtin.class)
public final class Unsqueeze extends TensorFunction {
  @Override
  public String signature() {
    return "unsqueeze(x: tensor|list|number, axis: integer)";
  }

  @Override
  public String doc() {
    return """
    A new axis of size 1 at that place.
    Example: y.unsqueeze(-1)\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.unsqueeze(x, a.integer("axis"));
  }
}
