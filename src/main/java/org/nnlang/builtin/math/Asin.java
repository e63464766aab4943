// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Angles;

/** {@code asin}. */
@AutoService(Builtin.class)
public final class Asin extends NumberFunction {
  @Override
  public String signature() {
    return "asin(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return """
    The angle whose sine is x, from -pi / 2 to pi / 2, element by element.
    Example: asin(0.5)\
    """;
  }

  @Override
  protected double of(double x) {
    if (Math.abs(x) > 1) {
      throw outside(x);
    }
    return Math.asin(x);
  }

  @Override
  protected Node of(Node x) {
    return Angles.asin(x);
  }
}
