// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** Element by element the second input where the first, of bools, is true, else the third. */
public record Where() implements Primitive {
  @Override
  public String name() {
    return "where";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type test = inputs.get(0);
    Type a = inputs.get(1);
    Type b = inputs.get(2);
    if (test.dtype() != DType.BOOL) {
      throw Messages.dtype(name(), "bools to choose by", test);
    }
    if (a.dtype() != b.dtype()) {
      throw Messages.differentTypes(name(), a, b);
    }
    List<Dim> both = Shapes.broadcast(a, b);
    return a.with(Shapes.broadcast(test, a.with(both)));
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    Node test = self.input(0);
    Branch outer = Branch.of(upstream);
    Node yes = Conditions.where(test, upstream, 0);
    Node no = Conditions.where(test, 0, upstream);
    if (outer != null) {
      yes = Conditions.where(Conditions.and(test, outer.mask()), outer.inner(), 0);
      no = Conditions.where(Conditions.and(Conditions.not(test), outer.mask()), outer.inner(), 0);
    }
    return Arrays.asList(
        null,
        Shapes.unbroadcast(yes, self.input(1).type()),
        Shapes.unbroadcast(no, self.input(2).type()));
  }
}
