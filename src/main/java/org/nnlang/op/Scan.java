// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Recurrence;
import org.nnlang.graph.Type;

/**
 * A recurrence. Its results lie one after the other in one flat tensor, of which {@link ScanOutput}
 * takes them. Made by {@link ScanBuilder}.
 */
public record Scan(Recurrence recurrence) implements Primitive {
  @Override
  public String name() {
    return "scan";
  }

  @Override
  public Type infer(List<Type> inputs) {
    List<Type> wanted = recurrence.takes();
    for (int i = 0; i < wanted.size(); i++) {
      Type x = inputs.get(i);
      if (x.dtype() != wanted.get(i).dtype()) {
        throw Messages.differentTypes(name(), x, wanted.get(i));
      }
      if (!Shapes.mayEqual(x.dims(), wanted.get(i).dims())) {
        throw Messages.broadcast(x, wanted.get(i));
      }
    }
    List<Type> results = recurrence.results();
    Type first = results.get(0);
    for (int i = 0; i < results.size(); i++) {
      Type result = results.get(i);
      if (result.dtype() != first.dtype() || !first.dtype().isFloat()) {
        throw Messages.differentTypes(name(), first, result);
      }
      if (i < recurrence.carried()) {
        Type before = recurrence.body().inputs().get(i).type();
        Type after = recurrence.body().outputs().get(i).type();
        if (!Shapes.mayEqual(before.dims(), after.dims())) {
          throw Messages.broadcast(before, after);
        }
      }
    }
    return first.with(List.of(recurrence.offset(results.size())));
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return new ScanGradient(self, recurrence).of(upstream);
  }
}
