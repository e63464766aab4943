// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code cos}. */
@AutoService(Builtin.class)
public final class Cos extends NumberFunction {
  @Override
  public String signature() {
    return "cos(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return "The cosine of an angle in radians, element by element.";
  }

  @Override
  protected double of(double x) {
    return Math.cos(x);
  }

  @Override
  protected Node of(Node x) {
    return Numeric.cos(x);
  }
}
