// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Angles;

/** {@code acos}. */
@AutoService(Builtin.class)
public final class Acos extends NumberFunction {
  @Override
  public String signature() {
    return "acos(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return """
    The angle whose cosine is x, from 0 to pi, element by element.
    Example: acos(0.5)\
    """;
  }

  @Override
  protected double of(double x) {
    if (Math.abs(x) > 1) {
      throw outside(x);
    }
    return Math.acos(x);
  }

  @Override
  protected Node of(Node x) {
    return Angles.acos(x);
  }
}
