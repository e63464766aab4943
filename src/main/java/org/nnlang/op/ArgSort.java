// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** The indices that sort the numbers along an axis; equal ones stay in their order. */
public record ArgSort(int axis, boolean descending) implements Primitive {
  @Override
  public String name() {
    return "argsort";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Shapes.axis(axis, inputs.get(0));
    return inputs.get(0).with(DType.INT);
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return Arrays.asList((Node) null);
  }
}
