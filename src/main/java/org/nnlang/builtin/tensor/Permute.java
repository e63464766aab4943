// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.SizeArguments;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code permute}. */
@AutoService(Builtin.class)
public final class Permute extends TensorFunction {
  @Override
  public String signature() {
    return "permute(x: tensor|list, axes...)";
  }

  @Override
  public String doc() {
    return """
    The axes in another order: axis i of the result is axis `axes[i]` of x.
    Example: images.permute([0, 3, 1, 2])\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.permute(x, SizeArguments.axes(a.list("axes")));
  }
}
