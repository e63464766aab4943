// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code sqrt}. */
@AutoService(Builtin.class)
public final class Sqrt extends NumberFunction {
  @Override
  public String signature() {
    return "sqrt(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return "The square root, element by element.";
  }

  @Override
  protected double of(double x) {
    if (!(x >= 0) && !Double.isNaN(x)) {
      throw outside(x);
    }
    return Math.sqrt(x);
  }

  @Override
  protected Node of(Node x) {
    return Numeric.sqrt(x);
  }
}
