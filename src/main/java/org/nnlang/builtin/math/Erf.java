// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.tensor.TensorFunction;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;
import org.nnlang.value.Arguments;

/** {@code erf}. */
@AutoService(Builtin.class)
public final class Erf extends TensorFunction {
  @Override
  public String signature() {
    return "erf(x: tensor|list|number)";
  }

  @Override
  public String doc() {
    return "The error function, element by element.";
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Numeric.erf(x);
  }
}
