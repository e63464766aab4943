// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;

/**
 * A gradient that a choice has made zero where a branch was not taken: {@code where(test, inner,
 * 0)}, or the other way round. There the slopes of the branch may be infinite or no numbers, and 0
 * times such is no number; so what is made of the gradient element by element is made of {@code
 * inner}, and becomes zero again after that.
 *
 * @param taken whether the branch is taken where the test is true
 */
record Branch(Node inner, Node test, boolean taken) {
  /** What {@code gradient} is as one of these, or null. */
  static @Nullable Branch of(Node gradient) {
    if (gradient.op() instanceof Where) {
      Node test = gradient.input(0);
      if (isZero(gradient.input(2))) {
        return new Branch(gradient.input(1), test, true);
      }
      return isZero(gradient.input(1)) ? new Branch(gradient.input(2), test, false) : null;
    }
    if (gradient.op() instanceof Reshape) {
      Node before = gradient.input(0);
      Branch same = of(before);
      return same != null
              && same.test.type().dims().equals(before.type().dims())
              && same.inner.type().dims().equals(before.type().dims())
          ? same.reshaped(gradient)
          : null;
    }
    return null;
  }

  private static boolean isZero(Node n) {
    return n.op() instanceof Fill f && f.value() == 0;
  }

  private Branch reshaped(Node like) {
    return new Branch(
        Ops.reshape(inner, like.type().dims()), Ops.reshape(test, like.type().dims()), taken);
  }

  /** Zero again where the branch was not taken. */
  Node closed(Node gradient) {
    return taken ? Conditions.where(test, gradient, 0) : Conditions.where(test, 0, gradient);
  }

  /** Where the branch was taken. */
  Node mask() {
    return taken ? test : Conditions.not(test);
  }

  /** The sum of two gradients of which both are branches of a choice; null where they are not. */
  static @Nullable Node sum(Node a, Node b) {
    Branch x = of(a);
    Branch y = of(b);
    if (x == null || y == null) {
      return null;
    }
    if (x.test == y.test) {
      if (x.taken == y.taken) {
        return x.closed(Numeric.add(x.inner, y.inner));
      }
      return x.taken
          ? Conditions.where(x.test, x.inner, y.inner)
          : Conditions.where(x.test, y.inner, x.inner);
    }
    Node both = Conditions.or(x.mask(), y.mask());
    return Conditions.where(both, Numeric.add(a, b), 0);
  }
}
