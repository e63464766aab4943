// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code expm1}. */
@AutoService(Builtin.class)
public final class Expm1 extends NumberFunction {
  @Override
  public String signature() {
    return "expm1(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return """
    `exp(x) - 1`, element by element, with all digits where x is near 0.
    Example: expm1(1e-9)\
    """;
  }

  @Override
  protected double of(double x) {
    return Math.expm1(x);
  }

  @Override
  protected Node of(Node x) {
    return Numeric.expm1(x);
  }
}
