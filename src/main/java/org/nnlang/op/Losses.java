// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;

/**
 * Distances of a prediction from its target. Where nothing else is said: a scalar, the mean over
 * all of it.
 */
public final class Losses {
  private Losses() {}

  /** What becomes of the numbers of all elements or rows. */
  public enum Reduction {
    /** Their mean; with weights, their sum over the sum of the weights. */
    MEAN,
    /** Their sum. */
    SUM,
    /** They stay. */
    NONE
  }

  /**
   * What else there is to say.
   *
   * @param weight what each part counts, or null. A number a row (for any number of leading axes),
   *     or what broadcasts to the prediction; of classes a number a class
   */
  public record Options(Reduction reduction, @Nullable Node weight) {
    public static final Options PLAIN = new Options(Reduction.MEAN, null);
  }

  /** The squared differences. */
  public static Node mse(Node prediction, Node target, Options options) {
    Node parts = Numeric.square(difference("mse", prediction, target));
    return reduced(parts, weightOfRows("mse", parts, options), options.reduction);
  }

  /** The mean of the squared differences. */
  public static Node mse(Node prediction, Node target) {
    return mse(prediction, target, Options.PLAIN);
  }

  /** The sizes of the differences. */
  public static Node mae(Node prediction, Node target, Options options) {
    Node parts = Numeric.abs(difference("mae", prediction, target));
    return reduced(parts, weightOfRows("mae", parts, options), options.reduction);
  }

  /** Half the squared difference up to {@code delta}, beyond it linear. */
  public static Node huber(Node prediction, Node target, double delta, Options options) {
    Node size = Numeric.abs(difference("huber", prediction, target));
    Node near = Numeric.minimum(size, delta);
    // near * (size - near / 2) is size² / 2 up to delta and delta * (size - delta / 2) beyond
    Node parts = Numeric.mul(near, Numeric.sub(size, Numeric.mul(near, 0.5)));
    return reduced(parts, weightOfRows("huber", parts, options), options.reduction);
  }

  /**
   * The mean of {@code -log(probability of the class)}.
   *
   * @param logits {@code [..., classes]}
   * @param target int {@code [...]}
   */
  public static Node crossEntropy(Node logits, Node target) {
    return crossEntropy(logits, target, null, 0, Options.PLAIN);
  }

  /**
   * {@code -log(probability of the class)}, with a number a class as weight counted as often as the
   * weight of its class says. As PyTorch has it.
   *
   * @param ignore rows of this class count nothing; null for none
   * @param smoothing so much of each target is spread out evenly over all classes
   */
  public static Node crossEntropy(
      Node logits, Node target, @Nullable Long ignore, double smoothing, Options options) {
    checkClasses("cross_entropy", logits, target);
    Type type = logits.type();
    // rows of one matrix
    Node real = Types.real(logits);
    Dim rows = Type.product(type.dims().subList(0, type.rank() - 1));
    List<Dim> column = List.of(rows, Dim.of(1));
    Node x = Ops.reshape(real, List.of(rows, type.last()));
    Node kept = ignore == null ? null : Conditions.ne(target, ignore);
    Node known = kept == null ? target : Conditions.where(kept, target, 0);
    Node checked = known.apply(new Ids(Ids.Kind.CLASS, type.last()));
    Node classes = Ops.reshape(checked, column);
    Node weight = options.weight;
    Node parts;
    if (weight != null && weight.rank() == 1 && !weight.type().last().cannotEqual(type.last())) {
      weight = Numeric.cast(weight, x.dtype());
      Node own = Ops.reshape(Ops.take(weight, checked, 0), column);
      Node all = Ops.reshape(weight, List.of(Dim.of(1), type.last()));
      parts = smoothed(x, classes, new ClassWeights(own, all), smoothing);
      weight = own;
    } else {
      parts = smoothed(x, classes, null, smoothing);
      if (weight != null) {
        weight = rowsOf("cross_entropy", target.type(), weight, type);
        weight =
            Numeric.cast(Ops.reshape(Ops.expand(weight, target.type().dims()), column), x.dtype());
        parts = Numeric.mul(parts, weight);
      }
    }
    if (kept != null) {
      Node counts = Ops.reshape(kept, column);
      parts = Conditions.where(counts, parts, 0);
      weight =
          weight == null ? Numeric.cast(counts, x.dtype()) : Conditions.where(counts, weight, 0);
    }
    return switch (options.reduction) {
      case NONE -> Ops.reshape(parts, target.type().dims());
      case SUM -> Ops.sum(parts, null, false);
      case MEAN -> weight == null ? mean(parts) : over(parts, weight);
    };
  }

  /**
   * What classes count.
   *
   * @param own what the class of each row counts
   * @param all what each class counts, a row
   */
  private record ClassWeights(Node own, Node all) {}

  /** Of each row the cross entropy, times what its class counts. */
  private static Node smoothed(
      Node x, Node classes, @Nullable ClassWeights weights, double smoothing) {
    Node picked = x.apply(new TakeAlong(1, true), classes);
    Node sum = Softmax.logSumExp(x, -1, true);
    if (weights == null) {
      if (smoothing != 0) {
        Node even = Ops.mean(x, List.of(-1), true);
        picked = Numeric.add(Numeric.mul(picked, 1 - smoothing), Numeric.mul(even, smoothing));
      }
      return Numeric.sub(sum, picked);
    }
    Node right = Numeric.mul(Numeric.sub(sum, picked), weights.own);
    if (smoothing == 0) {
      return right;
    }
    Node even = Ops.mean(Numeric.mul(Numeric.sub(sum, x), weights.all), List.of(-1), true);
    return Numeric.add(Numeric.mul(right, 1 - smoothing), Numeric.mul(even, smoothing));
  }

  /**
   * The cross entropies of yes and no, of logits; targets are 0 to 1. The mean of weighted ones is
   * over their number, as PyTorch's.
   */
  public static Node binaryCrossEntropy(Node logits, Node target, Options options) {
    checkSame("binary_cross_entropy", logits, target);
    Node x = Types.real(logits);
    Node t = Types.real(target);
    // each part keeps its digits where the prediction is sure and right
    Node yes = Numeric.mul(t, Numeric.softplus(Numeric.neg(x)));
    Node parts = Numeric.add(yes, Numeric.mul(Numeric.rsub(1, t), Numeric.softplus(x)));
    Node weight = weightOfRows("binary_cross_entropy", parts, options);
    return reduced(weight == null ? parts : Numeric.mul(parts, weight), null, options.reduction);
  }

  /**
   * Of each row {@code sum(target * (log(target) - prediction))}.
   *
   * @param prediction logarithms of probabilities along the last axis
   * @param target probabilities along the last axis
   */
  public static Node kl(Node prediction, Node target, Options options) {
    checkSame("kl", prediction, target);
    Node t = Types.real(target);
    // 0 * log(0) is 0
    Node own =
        Conditions.where(
            Conditions.gt(t, 0), Numeric.log(Conditions.where(Conditions.gt(t, 0), t, 1)), 0);
    Node parts = Numeric.mul(t, Numeric.sub(own, prediction));
    Node rows = parts.rank() == 0 ? parts : Ops.sum(parts, List.of(-1), false);
    Node weight =
        options.weight == null ? null : rowsOf("kl", rows.type(), options.weight, parts.type());
    return reduced(rows, weight, options.reduction);
  }

  private static Node reduced(Node parts, @Nullable Node weight, Reduction reduction) {
    Node weighted =
        weight == null ? parts : Numeric.mul(parts, Numeric.cast(weight, parts.dtype()));
    return switch (reduction) {
      case NONE -> weighted;
      case SUM -> Ops.sum(weighted, null, false);
      case MEAN -> {
        if (weight == null) {
          yield mean(parts);
        }
        yield over(weighted, Ops.expand(Numeric.cast(weight, parts.dtype()), parts.type().dims()));
      }
    };
  }

  /** The sum of weighted parts over that of the weights; 0 where nothing counts. */
  private static Node over(Node weighted, Node weight) {
    Node all = Ops.sum(weight, null, false);
    return Numeric.div(
        Ops.sum(weighted, null, false), Conditions.where(Conditions.eq(all, 0), 1, all));
  }

  /** The weight as it broadcasts to {@code parts}, or null. */
  private static @Nullable Node weightOfRows(String name, Node parts, Options options) {
    return options.weight == null ? null : rowsOf(name, parts.type(), options.weight, parts.type());
  }

  /**
   * A number for each of the leading axes, or what broadcasts as NumPy's arrays do; where both
   * could be, the first.
   */
  private static Node rowsOf(String name, Type parts, Node weight, Type prediction) {
    Type w = weight.type();
    int n = w.rank();
    // [rows, 1] of [rows]
    boolean column = n == parts.rank() + 1 && w.last().is(1);
    List<Dim> dims = new ArrayList<>(column ? w.dims().subList(0, n - 1) : w.dims());
    boolean leading =
        dims.size() <= parts.rank() && Shapes.mayEqual(dims, parts.dims().subList(0, dims.size()));
    while (leading && dims.size() < parts.rank()) {
      dims.add(Dim.of(1));
    }
    List<Dim> both = Shapes.common(parts.with(dims), parts);
    if (both == null || !Shapes.mayEqual(both, parts.dims())) {
      Problem p = Messages.lossWeight(name, w, prediction);
      throw Origin.note(p, "...", List.of(weight));
    }
    return Ops.reshape(weight, dims);
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
    return Types.real(Numeric.sub(prediction, target));
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
}
