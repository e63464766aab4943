// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code tan}. */
@AutoService(Builtin.class)
public final class Tan extends NumberFunction {
  @Override
  public String signature() {
    return "tan(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return """
    The tangent of an angle in radians, element by element.
    Example: tan(pi / 4)\
    """;
  }

  @Override
  protected double of(double x) {
    return Math.tan(x);
  }

  @Override
  protected Node of(Node x) {
    return Numeric.tan(x);
  }
}
