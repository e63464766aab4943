// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.graph.Node;
import org.nnlang.op.Conditions;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;

/** {@code where}. */
@AutoService(Builtin.class)
public final class Where implements Pure {
  @Override
  public String signature() {
    return "where(test: tensor|boolean, a: tensor|number, b: tensor|number)";
  }

  @Override
  public String doc() {
    return """
    Element by element `a` where `test` is true, else `b`.
    Example: where(x > 0, x, 0.1 * x)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    if (a.get("test") instanceof Boolean test) {
      return test ? a.get("a") : a.get("b");
    }
    TensorLike test = a.tensor("test");
    Object yes = a.get("a");
    Object no = a.get("b");
    return switch (yes) {
      case TensorLike x when no instanceof TensorLike y ->
          session
              .engine()
              .apply(List.of(test, x, y), n -> Conditions.where(n.get(0), n.get(1), n.get(2)));
      case TensorLike x ->
          session.engine().apply(List.of(test, x), n -> where(n.get(0), n.get(1), no));
      default -> {
        TensorLike y = Tensors.of(session, no);
        TensorLike x = Tensors.of(session, yes);
        boolean weak = no instanceof TensorLike;
        yield session
            .engine()
            .apply(
                weak ? List.of(test, y) : List.of(test, y, x),
                n ->
                    weak
                        ? where(n.get(0), yes, n.get(1))
                        : Conditions.where(n.get(0), n.get(2), n.get(1)));
      }
    };
  }

  private static Node where(Node test, Node a, Object b) {
    return b instanceof Long whole
        ? Conditions.where(test, a, (long) whole)
        : Conditions.where(test, a, (double) b);
  }

  private static Node where(Node test, Object a, Node b) {
    return a instanceof Long whole
        ? Conditions.where(test, (long) whole, b)
        : Conditions.where(test, (double) a, b);
  }
}
