// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Show;

/** Cuts rows so that each part has each kind of them in the same proportion as the whole. */
public final class Stratified {
  private static final String TARGET = "target";

  private Stratified() {}

  /**
   * What rows are told apart by: their target, or a column of the input.
   *
   * @throws Problem {@code value} where there is no such column or it is no single number a row
   */
  public static double[] keys(Dataset data, String by) {
    int column = data.columns().indexOf(by);
    if (column < 0 && !by.equals(TARGET)) {
      List<String> names = new ArrayList<>(data.columns());
      names.add(TARGET);
      throw Problem.of(
              ErrorCode.VALUE, "`by` is \"target\" or a column's name, found " + Show.quoted(by))
          .hint(
              Suggest.nearest(by, names)
                  .map(near -> "did you mean " + Show.quoted(near) + "?")
                  .orElse(null));
    }
    if (column < 0 && data.targets() > 1) {
      throw Problem.of(
              ErrorCode.VALUE, "rows are told apart by one target, these have " + data.targets())
          .hint("`by` also takes a number for each row: `by: c`");
    }
    List<Tensor> all = data.all();
    Tensor t = column < 0 ? all.getLast() : all.getFirst();
    int width = column < 0 ? 1 : data.columns().size();
    if (t.size() != data.size() * width) {
      throw Problem.of(ErrorCode.SHAPE, "rows are told apart by one number each, this is " + t);
    }
    double[] keys = new double[Math.toIntExact(data.size())];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = t.getDouble((long) i * width + Math.max(0, column));
    }
    return keys;
  }

  /**
   * The rows of each part. Over the kinds together parts are as large as {@link Rearranged#cuts}
   * makes them, and each kind is within one row of its share.
   *
   * @param keys equal for rows of one kind
   * @param order all rows; a part has its own in this order
   * @throws Problem {@code value} where fractions are none, or where most rows are of a kind of
   *     their own
   */
  public static List<long[]> parts(double[] keys, List<Double> fractions, long[] order) {
    long[] ends = Rearranged.cuts(keys.length, fractions);
    Map<Double, Integer> counts = new TreeMap<>();
    for (double key : keys) {
      counts.merge(key, 1, Integer::sum);
    }
    if (counts.size() > Math.max(1, keys.length / 2)) {
      throw Problem.of(
              ErrorCode.VALUE,
              "rows are told apart by what several share, found %d different numbers in %d rows"
                  .formatted(counts.size(), keys.length))
          .hint("`by` is for classes");
    }
    Map<Double, long[]> cuts = new HashMap<>();
    long before = 0;
    for (Map.Entry<Double, Integer> kind : counts.entrySet()) {
      long after = before + kind.getValue();
      long[] cut = new long[ends.length];
      for (int i = 0; i < ends.length; i++) {
        cut[i] = share(ends[i], after, keys.length) - share(ends[i], before, keys.length);
      }
      cuts.put(kind.getKey(), cut);
      before = after;
    }
    List<List<Long>> parts = new ArrayList<>();
    fractions.forEach(f -> parts.add(new ArrayList<>()));
    Map<Double, Integer> seen = new HashMap<>();
    for (long row : order) {
      double key = keys[(int) row];
      int place = seen.merge(key, 1, Integer::sum) - 1;
      long[] cut = Objects.requireNonNull(cuts.get(key));
      for (int i = 0; i < cut.length; i++) {
        if (place < cut[i]) {
          parts.get(i).add(row);
          break;
        }
      }
    }
    return parts.stream().map(p -> p.stream().mapToLong(Long::longValue).toArray()).toList();
  }

  /** {@code end / size} of the first {@code rows} rows, rounded. */
  private static long share(long end, long rows, long size) {
    return (2 * end * rows + size) / (2 * size);
  }
}
