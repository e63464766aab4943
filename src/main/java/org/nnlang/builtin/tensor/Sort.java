// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code sort}. */
@AutoService(Builtin.class)
public final class Sort extends TensorFunction {
  @Override
  public String signature() {
    return "sort(x: tensor|list, axis: integer = -1, descending: boolean = false)";
  }

  @Override
  public String doc() {
    return "The elements along an axis in rising order.";
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.sort(x, a.integer("axis"), a.flag("descending"));
  }
}
