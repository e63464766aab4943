// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.SizeArguments;
import org.nnlang.builtin.tensor.TensorFunction;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code argmax}. */
@AutoService(Builtin.class)
public final class Argmax extends TensorFunction {
  @Override
  public String signature() {
    return "argmax(x: tensor|list, axis: integer? = none, keep: boolean = false)";
  }

  @Override
  public String doc() {
    return """
    The index of the largest element along an axis, of the whole tensor laid out flat
    without one; of equal elements the first.\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.argmax(x, SizeArguments.axis(a, "axis"), a.flag("keep"));
  }
}
