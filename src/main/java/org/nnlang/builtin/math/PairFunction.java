// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import java.util.List;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.graph.Node;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Comparison;
import org.nnlang.value.Size;

/** A function of two numbers, lists or tensors, its parameters {@code a} and {@code b}. */
public abstract class PairFunction implements Pure {
  /** Whether of two numbers the first is the result, from how it is ordered to the second. */
  protected abstract boolean isFirst(int order);

  protected abstract Node of(Node a, Node b);

  protected abstract Node of(Node x, long c);

  protected abstract Node of(Node x, double c);

  @Override
  public final Object call(Arguments arguments, Session session) {
    Object a = arguments.get("a");
    Object b = arguments.get("b");
    if (isPlain(a) && isPlain(b)) {
      return of(a, b);
    }
    if (isPlain(b) && !(b instanceof Size)) {
      return session.engine().apply(List.of(Tensors.of(session, a)), n -> with(n.get(0), b));
    }
    if (isPlain(a) && !(a instanceof Size)) {
      return session.engine().apply(List.of(Tensors.of(session, b)), n -> with(n.get(0), a));
    }
    return session
        .engine()
        .apply(
            this,
            List.of(Tensors.of(session, a), Tensors.of(session, b)),
            n -> of(n.get(0), n.get(1)));
  }

  private Object of(Object a, Object b) {
    if (a instanceof Double x && x.isNaN()) {
      return a;
    }
    boolean first = !(b instanceof Double y && y.isNaN()) && isFirst(Comparison.order(a, b));
    return first ? a : b;
  }

  private static boolean isPlain(Object value) {
    return !(value instanceof TensorLike || value instanceof List<?>);
  }

  private Node with(Node x, Object number) {
    return number instanceof Long n ? of(x, (long) n) : of(x, ((Number) number).doubleValue());
  }
}
