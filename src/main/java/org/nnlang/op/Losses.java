// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;

/** Distances of a prediction from its target: a scalar, the mean over all of it. */
public final class Losses {
  private Losses() {}

  /** The mean of the squared differences. */
  public static Node mse(Node prediction, Node target) {
    return mean(Ops.square(difference("mse", prediction, target)));
  }

  /** The mean of the sizes of the differences. */
  public static Node mae(Node prediction, Node target) {
    return mean(Ops.abs(difference("mae", prediction, target)));
  }

  /** Half the squared difference up to {@code delta}, beyond it linear. */
  public static Node huber(Node prediction, Node target, double delta) {
    Node size = Ops.abs(difference("huber", prediction, target));
    Node near = Ops.minimum(size, delta);
    // near * (size - near / 2) is size² / 2 up to delta and delta * (size - delta / 2) beyond
    return mean(Ops.mul(near, Ops.sub(size, Ops.mul(near, 0.5))));
  }

  /**
   * The mean of {@code -log(probability of the class)}.
   *
   * @param logits {@code [..., classes]}
   * @param target int {@code [...]}
   */
  public static Node crossEntropy(Node logits, Node target) {
    return crossEntropy(logits, target, 0);
  }

  /**
   * The same against targets that are spread out: {@code smoothing} of each evenly over all
   * classes. As PyTorch's label_smoothing.
   */
  public static Node crossEntropy(Node logits, Node target, double smoothing) {
    checkClasses("cross_entropy", logits, target);
    Type type = logits.type();
    // rows of one matrix: leading axes make no difference to a mean
    Node real = Types.real(logits);
    Dim rows = Type.product(type.dims().subList(0, type.rank() - 1));
    Node x = Ops.reshape(real, List.of(rows, type.last()));
    Node checked = target.apply(new Ids(Ids.Of.CLASS, type.last()));
    Node classes = Ops.reshape(checked, List.of(rows, Dim.of(1)));
    Node picked = x.apply(new TakeAlong(1, true), classes);
    if (smoothing != 0) {
      Node all = Ops.mean(x, List.of(-1), true);
      picked = Ops.add(Ops.mul(picked, 1 - smoothing), Ops.mul(all, smoothing));
    }
    return mean(Ops.sub(Softmax.logSumExp(x, -1, true), picked));
  }

  /** The mean of the cross entropies of yes and no, of logits; targets are 0 to 1. */
  public static Node binaryCrossEntropy(Node logits, Node target) {
    checkSame("binary_cross_entropy", logits, target);
    Node x = Types.real(logits);
    return mean(Ops.sub(Activations.softplus(x), Ops.mul(x, target)));
  }

  /**
   * The mean over rows of {@code sum(target * (log(target) - prediction))}.
   *
   * @param prediction logarithms of probabilities along the last axis
   * @param target probabilities along the last axis
   */
  public static Node kl(Node prediction, Node target) {
    checkSame("kl", prediction, target);
    Node t = Types.real(target);
    // 0 * log(0) is 0
    Node own = Ops.where(Ops.gt(t, 0), Ops.log(Ops.where(Ops.gt(t, 0), t, 1)), 0);
    Node parts = Ops.mul(t, Ops.sub(own, prediction));
    return parts.rank() == 0 ? parts : mean(Ops.sum(parts, List.of(-1), false));
  }

  /** The part of rows whose largest logit is at the class; int targets as {@link #crossEntropy}. */
  public static Node accuracy(Node logits, Node target) {
    checkClasses("accuracy", logits, target);
    return mean(Ops.eq(Ops.argmax(logits, -1, false), target));
  }

  /** Refuses logits and targets that are not {@code [..., classes]} and int {@code [...]}. */
  public static void checkClasses(String name, Node logits, Node target) {
    Type type = logits.type();
    if (type.rank() == 0
        || !Shapes.mayEqual(type.dims().subList(0, type.rank() - 1), target.type().dims())) {
      Problem p = Messages.classes(name, type, target.type());
      throw Origin.note(p, "...c, ...", List.of(logits, target));
    }
    if (target.dtype() != DType.INT) {
      throw Messages.classType(name, target.type());
    }
  }

  private static Node difference(String name, Node prediction, Node target) {
    checkSame(name, prediction, target);
    return Types.real(Ops.sub(prediction, target));
  }

  /** Refuses a prediction and a target of unequal shapes, which would broadcast. */
  public static void checkSame(String name, Node prediction, Node target) {
    if (!Shapes.mayEqual(prediction.type().dims(), target.type().dims())) {
      Problem p = Messages.loss(name, prediction.type(), target.type());
      throw Origin.note(p, "...", List.of(prediction, target));
    }
  }

  private static Node mean(Node x) {
    return Ops.mean(x, null, false);
  }

  static List<Sample> samples() {
    return List.of(
        of("mse", Losses::mse, Sample.real(2, 3), Sample.real(2, 3)),
        of("mse", Losses::mse, Sample.real(1), Sample.index(5, 1)),
        of("mae", Losses::mae, Sample.real(2, 3), Sample.real(2, 3)),
        of("huber", (p, t) -> huber(p, t, 1), Sample.real(4, 3), Sample.real(4, 3)),
        of("crossEntropy", Losses::crossEntropy, Sample.real(4, 3), Sample.index(3, 4)),
        of("crossEntropy", Losses::crossEntropy, Sample.real(2, 2, 5), Sample.index(5, 2, 2)),
        of("crossEntropy", Losses::crossEntropy, Sample.real(5), Sample.index(5)),
        of(
            "crossEntropy",
            (p, t) -> crossEntropy(p, t, 0.1),
            Sample.real(4, 3),
            Sample.index(3, 4)),
        of(
            "binaryCrossEntropy",
            Losses::binaryCrossEntropy,
            Sample.real(4, 3),
            Sample.within(0, 1, 4, 3)),
        of("kl", Losses::kl, Sample.real(4, 3), Sample.within(0.1, 1, 4, 3)),
        of("accuracy", Losses::accuracy, Sample.real(4, 3), Sample.index(3, 4)));
  }

  private static Sample of(
      String name,
      java.util.function.BinaryOperator<Node> body,
      Sample.Arg prediction,
      Sample.Arg target) {
    return Sample.of(name, n -> body.apply(n.get(0), n.get(1)), prediction, target);
  }
}
