// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Angles;

/** {@code cosh}. */
@AutoService(Builtin.class)
public final class Cosh extends NumberFunction {
  @Override
  public String signature() {
    return "cosh(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return """
    The hyperbolic cosine, element by element.
    Example: cosh(1)\
    """;
  }

  @Override
  protected double of(double x) {
    return Math.cosh(x);
  }

  @Override
  protected Node of(Node x) {
    return Angles.cosh(x);
  }
}
