// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;

/**
 * Along an axis the numbers at the indices of input 1, which has all axes of input 0, other sizes
 * only along the axis: NumPy's take_along_axis, PyTorch's gather.
 *
 * @param classes whether indices are classes, which do not count from the end
 */
public record TakeAlong(int axis, boolean classes) implements Primitive {
  @Override
  public String name() {
    return "gather";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    Type index = inputs.get(1);
    check(name(), axis, x, index);
    return x.with(index.dims());
  }

  static Node of(Node x, Node index, int axis) {
    int at = Shapes.axis(axis, x.type());
    try {
      check("gather", at, x.type(), index.type());
    } catch (Problem p) {
      throw Origin.note(p, Shapes.except(at, x.rank()), List.of(x, index));
    }
    return x.apply(new TakeAlong(at, false), index);
  }

  /** Checks that indices go with numbers of type {@code x}. */
  static void check(String op, int axis, Type x, Type index) {
    if (index.dtype() != DType.INT) {
      throw Messages.dtype(op, "ints as indices", index);
    }
    Shapes.axis(axis, x);
    if (index.rank() != x.rank()) {
      throw Messages.indices(op, x, index, axis);
    }
    for (int i = 0; i < x.rank(); i++) {
      if (i != axis && x.dim(i).cannotEqual(index.dim(i))) {
        throw Messages.indices(op, x, index, axis);
      }
    }
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    Node x = self.input(0);
    Node index = self.input(1);
    if (!index.type().dim(axis).is(1)) {
      return Arrays.asList(upstream.apply(new AddAlong(axis, x.type().dim(axis)), index), null);
    }
    // one a line: element by element work, which goes into the same pass as what is around it
    Node size = Ops.iota(x.graph(), x.type().with(DType.INT), axis, 0, 1);
    Node at =
        classes
            ? index
            : Conditions.where(Conditions.lt(index, 0), Numeric.add(index, length(x)), index);
    return Arrays.asList(Conditions.where(Conditions.eq(size, at), upstream, 0), null);
  }

  private Node length(Node x) {
    return Sizes.number(x.graph(), x.type().dim(axis), DType.INT);
  }
}
