// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.tensor.Tensor;

/**
 * Finds where logits were made probabilities, by what is computed and not by its name: a softmax
 * written by hand is one too.
 */
public final class Probabilities {
  private static final long MOST_ROWS = 100;
  private static final double NEAR = 1e-4;

  private Probabilities() {}

  /**
   * What makes probabilities.
   *
   * @param name {@code softmax} or {@code sigmoid}
   * @param node the probabilities
   */
  public record Found(String name, Node node) {}

  /** What made {@code x} probabilities, or null. */
  public static @Nullable Found of(Node x) {
    Node n = plain(x);
    if (isSoftmax(n)) {
      return new Found("softmax", n);
    }
    return isSigmoid(n) ? new Found("sigmoid", n) : null;
  }

  /** Whether numbers are probabilities along the last axis, of two or more, as far as is seen. */
  public static boolean sumTo1(Tensor x) {
    long width = x.rank() == 0 ? 0 : x.dim(x.rank() - 1);
    long seen = width < 2 || !x.dtype().isFloat() ? 0 : Math.min(x.size(), MOST_ROWS * width);
    double sum = 0;
    for (long i = 0; i < seen; i++) {
      double value = x.getDouble(i);
      sum += value;
      boolean last = (i + 1) % width == 0;
      if (!(value >= 0) || last && !(Math.abs(sum - 1) < NEAR)) {
        return false;
      }
      sum = last ? 0 : sum;
    }
    return seen > 0;
  }

  /** What {@code x} is without changes of shape and element type. */
  private static Node plain(Node x) {
    Node n = x;
    while (n.op() instanceof Reshape
        || n.op() instanceof Expand
        || n.op() instanceof Cast
        || n.op() instanceof Permute) {
      n = n.input(0);
    }
    return n;
  }

  /** {@code e / sum(e)} of an {@code e = exp(x)}. */
  private static boolean isSoftmax(Node n) {
    if (!(n.op() instanceof Div)) {
      return false;
    }
    Node e = plain(n.input(0));
    Node sum = plain(n.input(1));
    return isExp(e) && sum.op() instanceof Sum && plain(sum.input(0)) == e;
  }

  private static boolean isExp(Node n) {
    return n.op() instanceof Exp || n.op() instanceof ScalarPow;
  }

  /** {@code 1 / (1 + exp(-x))}, also as {@code exp(x) / (1 + exp(x))}. */
  private static boolean isSigmoid(Node n) {
    if (n.op() instanceof Sigmoid) {
      return true;
    }
    if (n.op() instanceof Reciprocal) {
      return isOneMoreThanExp(plain(n.input(0)));
    }
    return n.op() instanceof Div
        && isExp(plain(n.input(0)))
        && isOneMoreThanExp(plain(n.input(1)))
        && plain(plain(n.input(1)).input(0)) == plain(n.input(0));
  }

  private static boolean isOneMoreThanExp(Node n) {
    return n.op() instanceof AddScalar add && add.c() == 1 && isExp(plain(n.input(0)));
  }
}
