// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.tensor.TensorFunction;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code cumsum}. */
@AutoService(Builtin.class)
public final class Cumsum extends TensorFunction {
  @Override
  public String signature() {
    return "cumsum(x: tensor|list, axis: integer = -1)";
  }

  @Override
  public String doc() {
    return "Along an axis the sum of the elements up to each.";
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.cumsum(x, a.integer("axis"));
  }
}
