// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.HashMap;
import java.util.Map;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.SizeArguments;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;
import org.nnlang.value.Record;

/** {@code rearrange}. */
@AutoService(Builtin.class)
public final class Rearrange extends TensorFunction {
  @Override
  public String signature() {
    return "rearrange(x: tensor|list, pattern: string, sizes**)";
  }

  @Override
  public String doc() {
    return """
    Axes split, moved and joined by a pattern: names stand for axes, brackets for axes that
    are one, `...` for any. Sizes that the shape does not tell go by name.
    Example: rearrange(x, "b t (h d) -> b h t d", h: 4)\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Ops.rearrange(x, a.string("pattern"), sizes(a.record("sizes")));
  }

  private static Map<String, Dim> sizes(Record given) {
    Map<String, Dim> sizes = new HashMap<>();
    given.forEach((name, size) -> sizes.put(name, SizeArguments.dim(size)));
    return sizes;
  }
}
