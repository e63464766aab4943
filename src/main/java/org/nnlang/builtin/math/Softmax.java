// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.tensor.TensorFunction;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code softmax}. */
@AutoService(Builtin.class)
public final class Softmax extends TensorFunction {
  @Override
  public String signature() {
    return "softmax(x: tensor|list, axis: integer = -1)";
  }

  @Override
  public String doc() {
    return "Positive numbers that sum to 1 along an axis: `exp(x) / sum(exp(x))`.";
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.softmax(x, a.integer("axis"));
  }
}
