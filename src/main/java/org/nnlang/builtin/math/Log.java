// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code log}. */
@AutoService(Builtin.class)
public final class Log extends NumberFunction {
  @Override
  public String signature() {
    return "log(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return "The natural logarithm, element by element.";
  }

  @Override
  protected double of(double x) {
    if (!(x > 0) && !Double.isNaN(x)) {
      throw outside(x);
    }
    return Math.log(x);
  }

  @Override
  protected Node of(Node x) {
    return Numeric.log(x);
  }
}
