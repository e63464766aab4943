// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Activations;

/** {@code mish}. */
@AutoService(Builtin.class)
public final class Mish extends NumberFunction {
  @Override
  public String signature() {
    return "mish(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return """
    `x * tanh(softplus(x))`, element by element: a smooth relu that dips below 0.
    Example: linear(4, 8) >> mish\
    """;
  }

  @Override
  protected double of(double x) {
    return x * Math.tanh(Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
  }

  @Override
  protected Node of(Node x) {
    return Activations.mish(x);
  }
}
