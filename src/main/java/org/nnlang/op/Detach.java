// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;

/** The same number without a gradient. */
public record Detach() implements Primitive {
  @Override
  public String name() {
    return "detach";
  }

  @Override
  public Type infer(List<Type> inputs) {
    return inputs.get(0);
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return Arrays.asList((Node) null);
  }
}
