// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** Conversion to another element type: to int towards 0, to bool true where not 0. */
public record Cast(DType to) implements Primitive {
  @Override
  public String name() {
    return "cast";
  }

  @Override
  public Type infer(List<Type> inputs) {
    return inputs.get(0).with(to);
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    Branch branch = Branch.of(upstream);
    DType from = self.input(0).dtype();
    return List.of(
        branch == null
            ? Numeric.cast(upstream, from)
            : branch.closed(Numeric.cast(branch.inner(), from)));
  }
}
