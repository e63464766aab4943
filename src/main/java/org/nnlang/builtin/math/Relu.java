// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code relu}. */
@AutoService(Builtin.class)
public final class Relu extends NumberFunction {
  @Override
  public String signature() {
    return "relu(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return "x where it is positive, else 0, element by element.";
  }

  @Override
  protected double of(double x) {
    return Math.max(x, 0);
  }

  @Override
  protected Node of(Node x) {
    return Numeric.relu(x);
  }
}
