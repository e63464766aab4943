// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Activations;

/** {@code selu}. */
@AutoService(Builtin.class)
public final class Selu extends NumberFunction {
  @Override
  public String signature() {
    return "selu(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return """
    `elu` with the factors that keep mean 0 and deviation 1 from layer to layer, element by
    element.
    Example: linear(4, 8) >> selu\
    """;
  }

  @Override
  protected double of(double x) {
    return 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));
  }

  @Override
  protected Node of(Node x) {
    return Activations.selu(x);
  }
}
