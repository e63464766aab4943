// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.graph.Node;
import org.nnlang.op.Conditions;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Items;
import org.nnlang.value.Signature;
import org.nnlang.value.Truth;

/** Whether all, or any, of some items are true. */
public abstract class Quantifier implements Pure {
  /**
   * The truth of an item that settles it, which is the answer then; without one it is the other.
   */
  protected abstract boolean settled();

  @Override
  public final Object call(Arguments arguments, Session session) {
    Object x = arguments.get("x");
    boolean axes = arguments.given("axis") || arguments.given("keep");
    if (x instanceof Tensor t && !axes) {
      return LongStream.range(0, t.size()).anyMatch(i -> settles(t, i)) == settled();
    }
    if (x instanceof TensorLike t) {
      return AxisReduction.of(t, arguments, session, this::reduced);
    }
    if (axes) {
      throw Problem.of(ErrorCode.ARGUMENT, "`axis` and `keep` are for a tensor");
    }
    String what = "each item of `" + Signature.of(signature()).name() + "`";
    Iterator<Object> items = Items.of(session.engine(), x);
    while (items.hasNext()) {
      if (Truth.of(items.next(), what) == settled()) {
        return settled();
      }
    }
    return !settled();
  }

  private boolean settles(Tensor t, long i) {
    Polls.sometimes();
    return t.getDouble(i) != 0 == settled();
  }

  private Node reduced(Node x, @Nullable List<Integer> axes, boolean keep) {
    Node bits = Numeric.cast(Conditions.ne(x, 0.0), DType.INT);
    // of nothing all are true, and none is
    Node settling = settled() ? Ops.sum(bits, axes, keep) : Ops.prod(bits, axes, keep);
    return Conditions.ne(settling, 0.0);
  }
}
