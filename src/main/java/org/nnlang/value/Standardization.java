// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/**
 * The mean and the standard deviation of each number of a row, to bring others to mean 0 and
 * deviation 1. The deviation is that of the rows themselves (divided by n); where it is 0, 1 stands
 * for it.
 */
public record Standardization(double[] mean, double[] deviation) {
  private static final int CHUNK = 4096;

  /**
   * What a net was trained on, kept with it: a standard for each field, null where there is none.
   */
  public record Kept(List<Standardization> fields) {}

  /**
   * Of the rows of a tensor, or what they had before they were normalized; a problem where it has
   * none.
   */
  public static Standardization of(Tensor t) {
    if (t.mark() instanceof Standardization known) {
      return known;
    }
    if (t.rank() == 0 || t.dim(0) == 0) {
      throw Problem.of(ErrorCode.SHAPE, "there are no rows to normalize in " + t);
    }
    Sums sums = new Sums((int) (t.size() / t.dim(0)));
    sums.add(t);
    return sums.standard();
  }

  /** Of a field of all rows of a dataset. */
  public static Standardization of(Dataset data, int field) {
    Sums sums = null;
    for (long from = 0; from < data.size(); from += CHUNK) {
      long to = Math.min(data.size(), from + CHUNK);
      Tensor t = data.batch(LongStream.range(from, to).toArray()).get(field);
      if (sums == null) {
        sums = new Sums((int) (t.size() / t.dim(0)));
      }
      sums.add(t);
    }
    if (sums == null) {
      throw Problem.of(ErrorCode.SHAPE, "there are no rows to normalize");
    }
    return sums.standard();
  }

  /**
   * For each field of a dataset what its rows have, or what they had before they were normalized:
   * null for targets and for what counts or names things.
   */
  public static List<Standardization> all(Dataset data) {
    if (!data.standards().isEmpty()) {
      return data.standards();
    }
    if (data.size() == 0) {
      throw Problem.of(ErrorCode.SHAPE, "there are no rows to normalize");
    }
    List<Standardization> standards = new ArrayList<>();
    List<Tensor> one = data.batch(0L);
    for (int i = 0; i < one.size(); i++) {
      boolean input = i < Pair.inputs(one.size(), data.targets()) && one.get(i).dtype().isFloat();
      standards.add(input ? of(data, i) : null);
    }
    return standards;
  }

  /** By what the inputs among these fields were normalized; empty where none was. */
  public static List<Standardization> known(List<Tensor> fields, int targets) {
    List<Standardization> standards = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      boolean input = i < Pair.inputs(fields.size(), targets);
      standards.add(input && fields.get(i).mark() instanceof Standardization s ? s : null);
    }
    return standards.stream().allMatch(Objects::isNull) ? List.of() : standards;
  }

  private static final class Sums {
    private final double[] sum;
    private final double[] squares;
    private final double[] first;
    private long rows;

    Sums(int width) {
      sum = new double[width];
      squares = new double[width];
      first = new double[width];
    }

    void add(Tensor t) {
      int width = sum.length;
      for (long i = 0; i < t.size(); i++) {
        Polls.sometimes();
        int c = (int) (i % width);
        double v = t.getDouble(i);
        if (rows == 0 && i < width) {
          // distances from the first row lose fewer digits than the numbers themselves
          first[c] = v;
        }
        sum[c] += v - first[c];
        squares[c] += (v - first[c]) * (v - first[c]);
      }
      rows += t.dim(0);
    }

    Standardization standard() {
      double[] mean = new double[sum.length];
      double[] deviation = new double[sum.length];
      for (int c = 0; c < mean.length; c++) {
        double m = sum[c] / rows;
        double d = Math.sqrt(Math.max(0, squares[c] / rows - m * m));
        mean[c] = first[c] + m;
        deviation[c] = d > 0 ? d : 1;
      }
      return new Standardization(mean, deviation);
    }
  }

  /** What to say of data that is to be normalized and has been. */
  public static Problem again() {
    return Problem.of(ErrorCode.VALUE, "this data is normalized already")
        .hint("keep it as it came, and normalize it once by the data a net is trained on");
  }

  /**
   * The rows of {@code t}, which are as wide, brought to that scale, as float32; they remember it.
   *
   * @throws Problem {@code value} where that has been done before
   */
  public Tensor apply(Memory memory, Tensor t) {
    int width = mean.length;
    if (t.mark() instanceof Standardization) {
      throw again();
    }
    if (t.rank() == 0 || t.dim(0) * width != t.size()) {
      throw Problem.of(
          ErrorCode.SHAPE,
          "rows of " + width + " numbers are expected to be normalized, this is " + t);
    }
    float[] out = new float[Math.toIntExact(t.size())];
    for (int i = 0; i < out.length; i++) {
      Polls.sometimes();
      int c = i % width;
      out[i] = (float) ((t.getDouble(i) - mean[c]) / deviation[c]);
    }
    return Tensor.of(memory, out, t.shape()).marked(this);
  }
}
