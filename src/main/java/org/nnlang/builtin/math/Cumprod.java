// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.tensor.TensorFunction;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code cumprod}. */
@AutoService(Builtin.class)
public final class Cumprod extends TensorFunction {
  @Override
  public String signature() {
    return "cumprod(x: tensor|list, axis: integer = -1)";
  }

  @Override
  public String doc() {
    return """
    Along an axis the product of the elements up to each.
    Example: cumprod([1, 2, 3])\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.cumprod(x, a.integer("axis"));
  }
}
