// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code flatten}. */
@AutoService(Builtin.class)
public final class Flatten extends TensorFunction {
  @Override
  public String signature() {
    return "flatten(x: tensor|list, start: integer = 1)";
  }

  @Override
  public String doc() {
    return """
    The axes from `start` on as one; without it all but the first, which is the batch.
    Example: conv2d(1, 8, 3) >> relu >> flatten >> linear(8 * 26 * 26, 10)\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.flatten(x, Math.toIntExact(a.integer("start")));
  }
}
