// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;

/**
 * The mean and the standard deviation of each number of a row, to bring others to mean 0 and
 * deviation 1. The deviation is that of the rows themselves (divided by n); where it is 0, 1 stands
 * for it.
 */
public final class Standard {
  private static final int CHUNK = 4096;

  private final double[] sum;
  private final double[] squares;
  private final double[] first;
  private long rows;

  private Standard(int width) {
    sum = new double[width];
    squares = new double[width];
    first = new double[width];
  }

  /** Of the rows of a tensor; a problem where it has none. */
  public static Standard of(Tensor t) {
    if (t.rank() == 0 || t.dim(0) == 0) {
      throw Problem.of("shape", "there are no rows to normalize in " + t);
    }
    Standard standard = new Standard((int) (t.size() / t.dim(0)));
    standard.add(t);
    return standard;
  }

  /** Of a field of all rows of a dataset. */
  public static Standard of(Dataset data, int field) {
    Standard standard = null;
    for (long from = 0; from < data.size(); from += CHUNK) {
      Tensor t = data.batch(range(from, Math.min(data.size(), from + CHUNK)), null).get(field);
      if (standard == null) {
        standard = new Standard((int) (t.size() / t.dim(0)));
      }
      standard.add(t);
    }
    if (standard == null) {
      throw Problem.of("shape", "there are no rows to normalize");
    }
    return standard;
  }

  static long[] range(long from, long to) {
    return java.util.stream.LongStream.range(from, to).toArray();
  }

  private void add(Tensor t) {
    int width = sum.length;
    for (long i = 0; i < t.size(); i++) {
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

  /** The rows of {@code t}, which are as wide, brought to that scale, as float32. */
  public Tensor apply(Memory memory, Tensor t) {
    int width = sum.length;
    if (t.rank() == 0 || t.dim(0) * width != t.size()) {
      throw Problem.of(
          "shape", "rows of " + width + " numbers are expected to be normalized, this is " + t);
    }
    float[] out = new float[Math.toIntExact(t.size())];
    for (int i = 0; i < out.length; i++) {
      int c = i % width;
      double mean = sum[c] / rows;
      double deviation = Math.sqrt(Math.max(0, squares[c] / rows - mean * mean));
      out[i] = (float) ((t.getDouble(i) - first[c] - mean) / (deviation > 0 ? deviation : 1));
    }
    return Tensor.of(memory, out, t.shape());
  }

  /** A dataset whose float inputs are normalized batch by batch. */
  public record Data(Memory memory, Dataset whole, List<Standard> standards) implements Dataset.Of {
    /** Normalizes by what {@code like} holds, which has the same fields. */
    public static Data of(Memory memory, Dataset data, Dataset like) {
      List<Standard> standards = new ArrayList<>();
      List<Tensor> one = like.batch(0L);
      for (int i = 0; i < one.size(); i++) {
        boolean input = i < one.size() - 1 && one.get(i).dtype().isFloat();
        standards.add(input ? Standard.of(like, i) : null);
      }
      return new Data(memory, data, standards);
    }

    @Override
    public long size() {
      return whole.size();
    }

    @Override
    public List<Tensor> batch(long[] rows, List<Tensor> reuse) {
      List<Tensor> out = new ArrayList<>();
      List<Tensor> batch = whole.batch(rows, null);
      for (int i = 0; i < batch.size(); i++) {
        Standard s = standards.get(i);
        out.add(s == null ? batch.get(i) : s.apply(memory, batch.get(i)));
      }
      return out;
    }
  }

  /** Whether a tensor holds numbers to be normalized rather than classes or flags. */
  public static boolean applies(Tensor t) {
    return t.dtype() == DType.FLOAT32 || t.dtype() == DType.FLOAT64;
  }
}
