// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.math.AxisReduction;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code flip}. */
@AutoService(Builtin.class)
public final class Flip extends TensorFunction {
  @Override
  public String signature() {
    return "flip(x: tensor|list, axis: integer|list? = none)";
  }

  @Override
  public String doc() {
    return """
    The elements along an axis, or several, in the opposite order; along all without one.\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.flip(x, AxisReduction.axes(a.get("axis")));
  }
}
