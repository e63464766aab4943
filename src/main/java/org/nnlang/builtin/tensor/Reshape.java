// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.SizeArguments;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code reshape}. */
@AutoService(Builtin.class)
public final class Reshape extends TensorFunction {
  @Override
  public String signature() {
    return "reshape(x: tensor|list, shape...)";
  }

  @Override
  public String doc() {
    return """
    The same elements in another shape. One size may be -1: what is left.
    Example: linspace(-1, 1, 6).reshape([3, -1])\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.reshape(x, SizeArguments.dims(a.list("shape")));
  }
}
