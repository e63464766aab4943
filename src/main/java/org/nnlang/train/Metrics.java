// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.op.Conditions;
import org.nnlang.op.Losses;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** The metrics there are. Sums are taken in double precision. */
public final class Metrics {
  private Metrics() {}

  /** The class whose rows losses and metrics leave out unless told another, as PyTorch's. */
  public static final long IGNORED = -100;

  /**
   * The part of rows whose largest logit is at the class.
   *
   * @param ignore rows of this class do not count; null for none
   */
  public record Accuracy(@Nullable Long ignore) implements Metric.Summed {
    @Override
    public Node sums(Node prediction, Node target) {
      Losses.checkClasses("accuracy", prediction, target);
      Node counts = counts(target, ignore);
      Node right = Conditions.eq(Ops.argmax(prediction, -1, false), target);
      return Ops.stack(List.of(number(Conditions.and(right, counts)), number(counts)), 0);
    }

    @Override
    public Object value(Memory memory, double[] sums, long[] shape) {
      return sums[0] / sums[1];
    }
  }

  /**
   * The exponential of the mean cross entropy: between how many classes a net wavers.
   *
   * @param ignore rows of this class do not count; null for none
   */
  public record Perplexity(@Nullable Long ignore) implements Metric.Summed {
    private static final Losses.Options EACH = new Losses.Options(Losses.Reduction.NONE, null);

    @Override
    public Node sums(Node prediction, Node target) {
      Losses.checkClasses("perplexity", prediction, target);
      Node rows = Losses.crossEntropy(prediction, target, ignore, 0, EACH);
      Node all = Ops.sum(Numeric.cast(rows, DType.FLOAT64), null, false);
      return Ops.stack(List.of(all, number(counts(target, ignore))), 0);
    }

    @Override
    public Object value(Memory memory, double[] sums, long[] shape) {
      return Math.exp(sums[0] / sums[1]);
    }
  }

  /** Which rows count. */
  private static Node counts(Node target, @Nullable Long ignore) {
    return ignore == null ? Conditions.eq(target, target) : Conditions.ne(target, ignore);
  }

  /** How many are true. */
  private static Node number(Node bools) {
    return Ops.sum(Numeric.cast(bools, DType.FLOAT64), null, false);
  }

  /** Which part of the targets' variance the predictions explain: 1 is all of it. */
  public record R2() implements Metric.Summed {
    @Override
    public Node sums(Node prediction, Node target) {
      // unequal shapes are the same mistake as in a loss
      Losses.checkSame("r2", prediction, target);
      Node y = Numeric.cast(target, DType.FLOAT64);
      Node off = Numeric.sub(y, Numeric.cast(prediction, DType.FLOAT64));
      return Ops.stack(
          List.of(
              Ops.sum(Numeric.square(off), null, false),
              Ops.sum(y, null, false),
              Ops.sum(Numeric.square(y), null, false),
              Ops.sum(Ops.expand(Numeric.fill(y, 1), y.type().dims()), null, false)),
          0);
    }

    @Override
    public Object value(Memory memory, double[] sums, long[] shape) {
      return 1 - sums[0] / (sums[2] - sums[1] * sums[1] / sums[3]);
    }
  }

  /**
   * How often each class (row) was taken for each class (column).
   *
   * @param ignore rows of this class do not count; null for none
   */
  public record Confusion(@Nullable Long ignore) implements Metric.Summed {
    @Override
    public Node sums(Node prediction, Node target) {
      return confusion("confusion", prediction, target, ignore);
    }

    @Override
    public Object value(Memory memory, double[] sums, long[] shape) {
      long[] counts = new long[sums.length];
      for (int i = 0; i < sums.length; i++) {
        counts[i] = Math.round(sums[i]);
      }
      return Tensor.of(memory, counts, shape);
    }
  }

  /**
   * Which part of the rows taken for a class are of it ({@code precision}), or which part of the
   * rows of a class were taken for it (recall): of class 1 where there are two classes, else the
   * mean over all classes that occur. As scikit-learn's, binary and macro.
   *
   * @param ignore rows of this class do not count; null for none
   */
  public record Hits(boolean precision, @Nullable Long ignore) implements Metric.Summed {
    @Override
    public Node sums(Node prediction, Node target) {
      return confusion(precision ? "precision" : "recall", prediction, target, ignore);
    }

    @Override
    public Object value(Memory memory, double[] sums, long[] shape) {
      int classes = (int) shape[0];
      double total = 0;
      int counted = 0;
      for (int c = classes == 2 ? 1 : 0; c < classes; c++) {
        double taken = 0;
        double are = 0;
        for (int i = 0; i < classes; i++) {
          taken += sums[i * classes + c];
          are += sums[c * classes + i];
        }
        double all = precision ? taken : are;
        total += all == 0 ? 0 : sums[c * classes + c] / all;
        counted += classes == 2 || taken + are > 0 ? 1 : 0;
      }
      return total / counted;
    }
  }

  /** How often each class, by row, was taken for each, by column: {@code [classes, classes]}. */
  private static Node confusion(String name, Node logits, Node target, @Nullable Long ignore) {
    Losses.checkClasses(name, logits, target);
    Dim classes = logits.type().last();
    Node counts = counts(target, ignore);
    Node found = Ops.oneHot(Ops.flatten(Ops.argmax(logits, -1, false), 0), classes);
    Node right = Ops.oneHot(Ops.flatten(Conditions.where(counts, target, 0), 0), classes);
    Node kept = Ops.unsqueeze(Ops.flatten(counts, 0), -1);
    return Numeric.cast(
        Ops.matmul(Ops.transpose(Numeric.mul(right, Numeric.cast(kept, right.dtype()))), found),
        DType.INT);
  }
}
