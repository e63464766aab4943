// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.SizeArguments;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code expand}. */
@AutoService(Builtin.class)
public final class Expand extends TensorFunction {
  @Override
  public String signature() {
    return "expand(x: tensor|list, shape...)";
  }

  @Override
  public String doc() {
    return """
    Axes of size 1 repeated to another size, and new axes in front. A size of -1 stays as it
    is.\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.expand(x, SizeArguments.dims(a.list("shape")));
  }
}
