// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code sigmoid}. */
@AutoService(Builtin.class)
public final class Sigmoid extends NumberFunction {
  @Override
  public String signature() {
    return "sigmoid(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return "`1 / (1 + exp(-x))`, element by element: between 0 and 1.";
  }

  @Override
  protected double of(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Override
  protected Node of(Node x) {
    return Numeric.sigmoid(x);
  }
}
