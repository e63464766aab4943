// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.tensor.TensorFunction;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code log_softmax}. */
@AutoService(Builtin.class)
public final class LogSoftmax extends TensorFunction {
  @Override
  public String signature() {
    return "log_softmax(x: tensor|list, axis: integer = -1)";
  }

  @Override
  public String doc() {
    return "The logarithm of `softmax(x)`, exact where that is close to 0.";
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.logSoftmax(x, a.integer("axis"));
  }
}
