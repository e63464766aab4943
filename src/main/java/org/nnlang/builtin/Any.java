// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import com.google.auto.service.AutoService;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Items;
import org.nnlang.value.Truth;

/** {@code any}. */
@AutoService(Builtin.class)
public final class Any implements Builtin {
  @Override
  public String signature() {
    return "any(x, " + Reduction.OPTIONS + ")";
  }

  @Override
  public String doc() {
    return "Whether one of the items is true: booleans of a list, or"
        + " elements of a tensor along its axes.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    boolean axes = arguments.given("axis") || arguments.given("keep");
    if (arguments.get("x") instanceof Tensor t && !axes) {
      return LongStream.range(0, t.size()).anyMatch(i -> t.getDouble(i) != 0);
    }
    if (arguments.get("x") instanceof TensorLike t) {
      return Reduction.of(t, arguments, session, Any::reduced);
    }
    if (axes) {
      throw Problem.of("argument", "`axis` and `keep` are for a tensor");
    }
    Iterator<Object> items = Items.of(session.engine(), arguments.get("x"));
    while (items.hasNext()) {
      if (Truth.of(items.next(), "each item of `any`")) {
        return true;
      }
    }
    return false;
  }

  private static Node reduced(Node x, List<Integer> axes, boolean keep) {
    Node bits = Ops.cast(Ops.ne(x, 0.0), DType.INT);
    return Ops.ne(Ops.max(bits, axes, keep), 0.0);
  }
}
