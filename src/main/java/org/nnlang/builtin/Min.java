// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.source.Problem;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Arithmetic;
import org.nnlang.value.Comparison;
import org.nnlang.value.Kind;

/** {@code min}. */
@AutoService(Builtin.class)
public final class Min implements Builtin {
  @Override
  public String signature() {
    return "min(values..., *, " + Reduction.OPTIONS + ")";
  }

  @Override
  public String doc() {
    return "The smallest of its arguments, of the items of a list, or along an axis of a tensor; of"
        + " several tensors element by element.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    List<Object> values = arguments.list("values");
    if (values.size() == 1 && values.get(0) instanceof TensorLike t) {
      return Reduction.of(t, arguments, session, Ops::min);
    }
    if (arguments.given("axis") || arguments.given("keep")) {
      throw Problem.of("argument", "`axis` and `keep` are for one tensor");
    }
    Object items = values.size() == 1 ? values.get(0) : values;
    Object best = Reduction.fold(items, null, (a, b) -> of(session.engine(), a, b), session);
    if (best == null) {
      throw Problem.of("value", "there is no smallest of nothing");
    }
    return best;
  }

  private static Object of(Engine engine, Object a, Object b) {
    if (a instanceof TensorLike || b instanceof TensorLike) {
      return tensors(engine, a, b);
    }
    return Comparison.order(b, a) < 0 ? b : a;
  }

  private static Object tensors(Engine engine, Object a, Object b) {
    if (a instanceof TensorLike x && b instanceof TensorLike y) {
      return engine.apply(List.of(x, y), n -> Ops.minimum(n.get(0), n.get(1)));
    }
    TensorLike t = (TensorLike) (a instanceof TensorLike ? a : b);
    Object number = t == a ? b : a;
    if (!Arithmetic.isNumber(number)) {
      throw Problem.of("type", "this is no number: " + Kind.found(number));
    }
    return engine.apply(List.of(t), n -> with(n.get(0), number));
  }

  private static Node with(Node x, Object number) {
    return number instanceof Long n ? Ops.minimum(x, (long) n) : Ops.minimum(x, (double) number);
  }
}
