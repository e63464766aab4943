// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Node;
import org.nnlang.op.Losses;
import org.nnlang.op.Ops;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** The metrics there are. Sums are taken in double precision. */
public final class Metrics {
  private Metrics() {}

  /** The part of rows whose largest logit is at the class. */
  public record Accuracy() implements Metric.Summed {
    @Override
    public Node sums(Node prediction, Node target) {
      Losses.checkClasses("accuracy", prediction, target);
      Node right = Ops.eq(Ops.argmax(prediction, -1, false), target);
      return total(Ops.mean(Ops.cast(right, DType.FLOAT64), null, false), target);
    }

    @Override
    public Object value(Memory memory, double[] sums, long[] shape) {
      return sums[0] / sums[1];
    }
  }

  /** The exponential of the mean cross entropy: between how many classes a net wavers. */
  public record Perplexity() implements Metric.Summed {
    @Override
    public Node sums(Node prediction, Node target) {
      Losses.checkClasses("perplexity", prediction, target);
      return total(Losses.crossEntropy(prediction, target), target);
    }

    @Override
    public Object value(Memory memory, double[] sums, long[] shape) {
      return Math.exp(sums[0] / sums[1]);
    }
  }

  /** A mean over all targets as a sum, and how many they are. */
  private static Node total(Node mean, Node target) {
    double count = count(target);
    Node wide = Ops.cast(mean, DType.FLOAT64);
    return Ops.stack(List.of(Ops.mul(wide, count), Ops.fill(wide, count)), 0);
  }

  /** Before a script runs nobody knows how many rows there are. */
  private static double count(Node target) {
    if (!target.type().isKnown()) {
      throw new Undecided();
    }
    return target.type().size();
  }

  /** Which part of the targets' variance the predictions explain: 1 is all of it. */
  public record R2() implements Metric.Summed {
    @Override
    public Node sums(Node prediction, Node target) {
      // unequal shapes are the same mistake as in a loss
      Losses.checkSame("r2", prediction, target);
      Node y = Ops.cast(target, DType.FLOAT64);
      Node off = Ops.sub(y, Ops.cast(prediction, DType.FLOAT64));
      Node squares = Ops.sum(Ops.square(off), null, false);
      double count = count(target);
      return Ops.stack(
          List.of(
              squares,
              Ops.sum(y, null, false),
              Ops.sum(Ops.square(y), null, false),
              Ops.fill(squares, count)),
          0);
    }

    @Override
    public Object value(Memory memory, double[] sums, long[] shape) {
      return 1 - sums[0] / (sums[2] - sums[1] * sums[1] / sums[3]);
    }
  }

  /** How often each class (row) was taken for each class (column). */
  public record Confusion() implements Metric.Summed {
    @Override
    public Node sums(Node prediction, Node target) {
      return org.nnlang.op.Metrics.confusion(prediction, target);
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
   */
  public record Hits(boolean precision) implements Metric.Summed {
    @Override
    public Node sums(Node prediction, Node target) {
      return org.nnlang.op.Metrics.confusion(prediction, target);
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
}
