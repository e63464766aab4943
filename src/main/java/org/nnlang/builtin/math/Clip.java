// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.tensor.TensorFunction;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;
import org.nnlang.value.Arguments;

/** {@code clip}. */
@AutoService(Builtin.class)
public final class Clip extends TensorFunction {
  @Override
  public String signature() {
    return "clip(x: tensor|list|number, low: number? = none, high: number? = none)";
  }

  @Override
  public String doc() {
    return """
    Each element at least `low` and at most `high`; either may be left out.
    Example: clip(x, -1, 1)\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    double low = a.isNone("low") ? Double.NEGATIVE_INFINITY : a.number("low");
    double high = a.isNone("high") ? Double.POSITIVE_INFINITY : a.number("high");
    boolean whole = !(a.get("low") instanceof Double) && !(a.get("high") instanceof Double);
    if (!whole || x.dtype().isFloat()) {
      return Numeric.clip(x, low, high);
    }
    Node above = a.isNone("low") ? x : Numeric.maximum(x, a.whole("low"));
    return a.isNone("high") ? above : Numeric.minimum(above, a.whole("high"));
  }
}
