// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.SizeArguments;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.op.Resizing;
import org.nnlang.value.Arguments;

/** {@code resize}. */
@AutoService(Builtin.class)
public final class Resize extends TensorFunction {
  @Override
  public String signature() {
    return "resize(x: tensor|list, size: integer|list, mode: string = \"nearest\")";
  }

  @Override
  public String doc() {
    return """
    The last axes made so long: `nearest` takes elements as they are, `linear` what lies on lines
    between the middles of neighbours (bilinear on images).
    Example: resize(images, [32, 32], mode: "linear")\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Resizing.resize(x, sizes(a.get("size")), a.string("mode"));
  }

  private static List<Dim> sizes(Object size) {
    List<?> all = size instanceof List<?> list ? list : List.of(size);
    return all.stream().map(SizeArguments::dim).toList();
  }
}
