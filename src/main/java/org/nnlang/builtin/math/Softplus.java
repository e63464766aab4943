// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code softplus}. */
@AutoService(Builtin.class)
public final class Softplus extends NumberFunction {
  @Override
  public String signature() {
    return "softplus(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return "`log(1 + exp(x))`, element by element: a smooth relu.";
  }

  @Override
  protected double of(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Override
  protected Node of(Node x) {
    return Numeric.softplus(x);
  }
}
