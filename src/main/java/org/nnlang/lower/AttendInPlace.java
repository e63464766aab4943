// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Attention;
import org.nnlang.op.Attend;
import org.nnlang.op.AttendGradient;
import org.nnlang.tensor.View;

/**
 * {@link Attend}, or its gradient, on memory where rows lie apart: what a rewrite makes of it so
 * that heads are neither gathered before nor spread after.
 *
 * @param types of q, k, v, a mask where there is one, and for the gradient that of the result
 * @param views how each lies in the memory of the input
 * @param axes the order of the result's axes in memory
 */
record AttendInPlace(
    Attend op, StridedAttention.Way way, List<Type> types, List<View> views, List<Integer> axes)
    implements Lowered {
  @Override
  public String name() {
    return backward() ? "attention_gradient" : "attention";
  }

  private boolean backward() {
    return way == StridedAttention.Way.BACKWARD;
  }

  /** The type of the result in the order in which the op has it. */
  private Type result() {
    return backward() ? new AttendGradient(op).infer(types) : op.infer(types);
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type result = result();
    List<Dim> dims = axes.stream().map(result::dim).toList();
    return result.with(dims);
  }

  @Override
  public Lowering lower(Type output) {
    List<View> in = new ArrayList<>(views.subList(0, 3));
    View out = written(output);
    if (way == StridedAttention.Way.SEEN) {
      return new Lowering.Call(StridedAttention.kernel(op, types).seen(in, out));
    }
    if (way == StridedAttention.Way.FORWARD) {
      return new Lowering.Call(StridedAttention.kernel(op, types).forward(in, out));
    }
    in.add(views.getLast());
    Attention kernel = StridedAttention.kernel(op, types.subList(0, types.size() - 1));
    List<View> gradients = new ArrayList<>();
    long offset = 0;
    for (Type t : types.subList(0, 3)) {
      if (result().rank() == 1) {
        gradients.add(View.rowMajor(offset, t.shape()));
        offset += t.size();
      } else {
        gradients.add(new View(offset, out.strides().subList(1, result().rank())));
        offset += out.strides().get(0);
      }
    }
    return new Lowering.Call(kernel.backward(in, gradients));
  }

  /** How the result in its own order lies in the output. */
  private View written(Type output) {
    List<Long> memory = View.rowMajor(0, output.shape()).strides();
    Long[] strides = new Long[axes.size()];
    for (int i = 0; i < strides.length; i++) {
      strides[axes.get(i)] = memory.get(i);
    }
    return new View(0, List.of(strides));
  }

  /** Whether rows stay rows: the last axis stays the last. */
  static boolean keepsRows(List<Integer> axes) {
    return !axes.isEmpty() && axes.getLast() == axes.size() - 1;
  }

  @Override
  public boolean isPure() {
    return op.isPure();
  }
}
