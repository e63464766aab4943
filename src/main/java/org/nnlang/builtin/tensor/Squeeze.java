// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code squeeze}. */
@AutoService(Builtin.class)
public final class Squeeze extends TensorFunction {
  @Override
  public String signature() {
    return "squeeze(x: tensor|list, axis: integer? = none)";
  }

  @Override
  public String doc() {
    return "Without an axis of size 1; without `axis` all of them go.";
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return a.isNone("axis") ? Ops.squeeze(x) : Ops.squeeze(x, a.integer("axis"));
  }
}
