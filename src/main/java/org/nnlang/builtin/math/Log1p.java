// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code log1p}. */
@AutoService(Builtin.class)
public final class Log1p extends NumberFunction {
  @Override
  public String signature() {
    return "log1p(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return """
    `log(1 + x)`, element by element, with all digits where x is near 0.
    Example: log1p(1e-9)\
    """;
  }

  @Override
  protected double of(double x) {
    if (x <= -1) {
      throw outside(x);
    }
    return Math.log1p(x);
  }

  @Override
  protected Node of(Node x) {
    return Numeric.log1p(x);
  }
}
