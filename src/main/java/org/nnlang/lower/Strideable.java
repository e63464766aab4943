// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Op;
import org.nnlang.graph.Type;
import org.nnlang.op.Attend;
import org.nnlang.op.AttendGradient;
import org.nnlang.tensor.View;

/**
 * An op whose kernel can read inputs where they lie in a memory of another order, and write its
 * result in another order of axes, so that a permuted copy is needed neither before nor after.
 */
public interface Strideable {
  /** The op as such a one; null where it is none. */
  static @Nullable Strideable of(Op op) {
    return switch (op) {
      case Attend a -> new StridedAttention(a, StridedAttention.Way.FORWARD);
      case AttendSeen a -> new StridedAttention(a.op(), StridedAttention.Way.SEEN);
      case AttendGradient a -> new StridedAttention(a.op(), StridedAttention.Way.BACKWARD);
      default -> null;
    };
  }

  /** Whether input {@code k} of these can be read as such a view of some memory. */
  boolean reads(List<Type> inputs, int k, View view);

  /** Whether the result can be written with its axes in this order. */
  boolean writes(List<Type> inputs, List<Integer> axes);

  /**
   * The same work on other memory.
   *
   * @param inputs the types of this op's inputs
   * @param views how each of these lies in the input that the new op gets in its place
   * @param axes axis i of the new op's result is axis {@code axes[i]} of this op's
   */
  Op strided(List<Type> inputs, List<View> views, List<Integer> axes);
}
