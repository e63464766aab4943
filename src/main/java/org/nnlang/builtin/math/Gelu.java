// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.tensor.TensorFunction;
import org.nnlang.graph.Node;
import org.nnlang.op.Activations;
import org.nnlang.value.Arguments;

/** {@code gelu}. */
@AutoService(Builtin.class)
public final class Gelu extends TensorFunction {
  @Override
  public String signature() {
    return "gelu(x: tensor|list|number, approximate: boolean = false)";
  }

  @Override
  public String doc() {
    return """
    x times the probability that a normal number is less than x. With `approximate: true` by
    the usual formula with tanh, as GPT-2 has it.\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return a.flag("approximate") ? Activations.geluTanh(x) : Activations.gelu(x);
  }
}
