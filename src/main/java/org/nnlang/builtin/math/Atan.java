// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code atan}. */
@AutoService(Builtin.class)
public final class Atan extends NumberFunction {
  @Override
  public String signature() {
    return "atan(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return """
    The angle whose tangent is x, from -pi / 2 to pi / 2, element by element.
    Example: atan(1)\
    """;
  }

  @Override
  protected double of(double x) {
    return Math.atan(x);
  }

  @Override
  protected Node of(Node x) {
    return Numeric.atan(x);
  }
}
