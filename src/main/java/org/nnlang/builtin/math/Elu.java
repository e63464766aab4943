// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.tensor.TensorFunction;
import org.nnlang.graph.Node;
import org.nnlang.op.Activations;
import org.nnlang.value.Arguments;

/** {@code elu}. */
@AutoService(Builtin.class)
public final class Elu extends TensorFunction {
  @Override
  public String signature() {
    return "elu(x: tensor|list|number, alpha: number = 1)";
  }

  @Override
  public String doc() {
    return """
    x where it is positive, else `alpha * (exp(x) - 1)`, element by element.
    Example: linear(4, 8) >> elu\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Activations.elu(x, a.number("alpha"));
  }
}
