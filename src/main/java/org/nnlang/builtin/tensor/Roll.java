// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.math.AxisReduction;
import org.nnlang.graph.Node;
import org.nnlang.op.Repeats;
import org.nnlang.value.Arguments;

/** {@code roll}. */
@AutoService(Builtin.class)
public final class Roll extends TensorFunction {
  @Override
  public String signature() {
    return "roll(x: tensor|list, shift: integer|list, axis: integer|list? = none)";
  }

  @Override
  public String doc() {
    return """
    The elements moved along an axis by `shift` places, those that leave at one end back in at the
    other; of the tensor laid out flat without an axis.
    Example: roll([1, 2, 3], 1)\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Repeats.roll(
        x, AxisReduction.integers(a.get("shift")), AxisReduction.axes(a.get("axis")));
  }
}
