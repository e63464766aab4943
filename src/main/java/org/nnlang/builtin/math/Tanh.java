// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code tanh}. */
@AutoService(Builtin.class)
public final class Tanh extends NumberFunction {
  @Override
  public String signature() {
    return "tanh(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return "The hyperbolic tangent, element by element: between -1 and 1.";
  }

  @Override
  protected double of(double x) {
    return Math.tanh(x);
  }

  @Override
  protected Node of(Node x) {
    return Numeric.tanh(x);
  }
}
