// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.tensor.TensorFunction;
import org.nnlang.graph.Node;
import org.nnlang.op.Activations;
import org.nnlang.value.Arguments;

/** {@code leaky_relu}. */
@AutoService(Builtin.class)
public final class LeakyRelu extends TensorFunction {
  @Override
  public String signature() {
    return "leaky_relu(x: tensor|list|number, slope: number = 0.01)";
  }

  @Override
  public String doc() {
    return "x where it is positive, else `slope * x`, element by element.";
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Activations.leakyRelu(x, a.number("slope"));
  }
}
