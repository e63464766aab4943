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

  static List<Sample> samples() {
    return List.of(
        Sample.one("argsort", x -> Ops.argsort(x, 0, false), Sample.real(4, 3)),
        Sample.one("argsort", x -> Ops.argsort(x, -1, true), Sample.index(3, 2, 7)),
        Sample.one("sort", x -> Ops.sort(x, 1, false), Sample.real(2, 4, 2)),
        Sample.one("sort", x -> Ops.sort(x, -1, true), Sample.real(0, 3)),
        Sample.one("topk", x -> Ops.topk(x, 2, -1).get(0), Sample.real(2, 5)),
        Sample.one("topk", x -> Ops.topk(x, 3, 0).get(1), Sample.real(3, 2)));
  }
}
