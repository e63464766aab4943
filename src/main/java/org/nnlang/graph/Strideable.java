// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

import java.util.List;
import org.nnlang.kernel.View;

/**
 * An op that can read inputs where they lie in a memory of another order, and write its result in
 * another order of axes, so that a permuted copy is needed neither before nor after.
 */
public interface Strideable extends Op {
  /** Whether input {@code k} of these can be read as such a view of some memory. */
  boolean reads(List<Type> inputs, int k, View view);

  /** Whether the result can be written with its axes in this order. */
  boolean writes(List<Type> inputs, List<Integer> axes);

  /**
   * The same work on other memory; needs no gradient.
   *
   * @param inputs the types of this op's inputs
   * @param views how each of these lies in the input that the new op gets in its place
   * @param axes axis i of the new op's result is axis {@code axes[i]} of this op's
   */
  Op strided(List<Type> inputs, List<View> views, List<Integer> axes);
}
