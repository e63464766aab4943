// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Problem;

/**
 * What a node computes. An op is a record: its components are its attributes, and two ops with
 * equal attributes are the same op, which is how the graph finds common subexpressions and the
 * engine a plan it already has.
 *
 * <p>Every op has one output. Attributes and domain (axes, strides, ranks, element types) are
 * checked in {@link #infer}, before anything native runs; what only the data can show (an index
 * past the end) is checked by the kernel, which throws a {@link Problem} too.
 */
public interface Op {
  /** The word a script or a listing of the graph knows it by. */
  String name();

  /**
   * The type of the result.
   *
   * @throws Problem {@code shape} or {@code type} where these inputs cannot be
   */
  Type infer(List<Type> inputs);

  /**
   * The gradient of a scalar with respect to each input, given that with respect to the result.
   *
   * @param self the node of this op
   * @param upstream the gradient of the result, of the type of {@code self}
   * @return a node of the input's type for each input, null for inputs without a gradient
   */
  List<Node> gradient(Node self, Node upstream);

  /**
   * The axis of an input from which axis {@code axis} of the result has its size; null where this
   * op makes the size. For messages.
   */
  default Origin.@Nullable Axis source(Node self, int axis) {
    return Origin.broadcast(self, axis);
  }

  /** Which axes of its inputs have equal sizes, as {@link Origin} takes it. For messages. */
  default String letters() {
    return "...";
  }

  /** Whether two nodes of equal ops and inputs have equal results; false for random numbers. */
  default boolean isPure() {
    return true;
  }
}
