// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Activations;

/** {@code silu}. */
@AutoService(Builtin.class)
public final class Silu extends NumberFunction {
  @Override
  public String signature() {
    return "silu(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return "`x * sigmoid(x)`, element by element; also known as swish.";
  }

  @Override
  protected double of(double x) {
    return x / (1 + Math.exp(-x));
  }

  @Override
  protected Node of(Node x) {
    return Activations.silu(x);
  }
}
