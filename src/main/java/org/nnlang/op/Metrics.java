// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.tensor.DType;

/** How good predictions are, in numbers for people; none of them is made to be trained on. */
public final class Metrics {
  private Metrics() {}

  /** The exponential of the cross entropy: among how many classes the model is undecided. */
  public static Node perplexity(Node logits, Node target) {
    return Ops.exp(Losses.crossEntropy(logits, target));
  }

  /** The part of the target's variance that the prediction explains: 1 is all of it. */
  public static Node r2(Node prediction, Node target) {
    Node t = Types.real(target);
    Node left = Losses.mse(prediction, target);
    Node all = Ops.mean(Ops.square(Ops.sub(t, Ops.mean(t, null, false))), null, false);
    return Ops.rsub(1, Ops.div(left, all));
  }

  /**
   * How often each class, by row, was taken for each, by column: ints {@code [classes, classes]}.
   */
  public static Node confusion(Node logits, Node target) {
    Losses.checkClasses("confusion", logits, target);
    Dim classes = logits.type().last();
    Node found = Ops.oneHot(Ops.flatten(Ops.argmax(logits, -1, false), 0), classes);
    Node right = Ops.oneHot(Ops.flatten(target, 0), classes);
    return Ops.cast(Ops.matmul(Ops.transpose(right), found), DType.INT);
  }
}
