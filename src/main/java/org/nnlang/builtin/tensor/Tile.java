// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.SizeArguments;
import org.nnlang.graph.Node;
import org.nnlang.op.Repeats;
import org.nnlang.value.Arguments;

/** {@code tile}. */
@AutoService(Builtin.class)
public final class Tile extends TensorFunction {
  @Override
  public String signature() {
    return "tile(x: tensor|list, counts...)";
  }

  @Override
  public String doc() {
    return """
    The whole tensor so many times along each axis, counted from the last.
    Example: tile([1, 2], 3)\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Repeats.tile(x, SizeArguments.dims(a.list("counts")));
  }
}
