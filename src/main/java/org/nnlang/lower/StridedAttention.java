// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.List;
import org.nnlang.graph.Op;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Attention;
import org.nnlang.op.Attend;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.View;

/** Attention, or its gradient, whose kernel takes rows from wherever they lie. */
record StridedAttention(Attend op, Way way) implements Strideable {
  /** What is computed. */
  enum Way {
    FORWARD,
    /** As {@link AttendSeen}. */
    SEEN,
    BACKWARD
  }

  static Attention kernel(Attend op, List<Type> inputs) {
    boolean masked = inputs.size() > 3;
    return new Attention(
        inputs.get(0).dtype(),
        inputs.get(0).shape(),
        inputs.get(1).shape(),
        inputs.get(2).shape(),
        op.causal(),
        op.window(),
        op.scale(),
        masked ? DType.BOOL : null,
        masked ? inputs.get(3).shape() : new long[0],
        op.dropout(),
        op.stream());
  }

  @Override
  public boolean reads(List<Type> inputs, int k, View view) {
    boolean rows = k < 3 || way == Way.BACKWARD && k == inputs.size() - 1;
    return rows && Attention.fits(view, inputs.get(k).shape());
  }

  @Override
  public boolean writes(List<Type> inputs, List<Integer> axes) {
    return way == Way.BACKWARD && axes.size() == 1 || AttendInPlace.keepsRows(axes);
  }

  @Override
  public Op strided(List<Type> inputs, List<View> views, List<Integer> axes) {
    return new AttendInPlace(op, way, inputs, views, axes);
  }
}
