// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Activations;

/** {@code hard_swish}. */
@AutoService(Builtin.class)
public final class HardSwish extends NumberFunction {
  @Override
  public String signature() {
    return "hard_swish(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return """
    `x * clip(x + 3, 0, 6) / 6`, element by element: `silu` made of straight lines.
    Example: linear(4, 8) >> hard_swish\
    """;
  }

  @Override
  protected double of(double x) {
    return x * Math.clamp(x + 3, 0.0, 6.0) / 6;
  }

  @Override
  protected Node of(Node x) {
    return Activations.hardSwish(x);
  }
}
