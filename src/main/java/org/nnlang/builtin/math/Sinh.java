// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Angles;

/** {@code sinh}. */
@AutoService(Builtin.class)
public final class Sinh extends NumberFunction {
  @Override
  public String signature() {
    return "sinh(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return """
    The hyperbolic sine, element by element.
    Example: sinh(1)\
    """;
  }

  @Override
  protected double of(double x) {
    return Math.sinh(x);
  }

  @Override
  protected Node of(Node x) {
    return Angles.sinh(x);
  }
}
