// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code exp}. */
@AutoService(Builtin.class)
public final class Exp extends NumberFunction {
  @Override
  public String signature() {
    return "exp(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return "e to the power of x, element by element.";
  }

  @Override
  protected double of(double x) {
    return Math.exp(x);
  }

  @Override
  protected Node of(Node x) {
    return Numeric.exp(x);
  }
}
