// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.job.Job;
import org.nnlang.plot.Series;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.HasMembers;
import org.nnlang.value.None;
import org.nnlang.value.Range;
import org.nnlang.value.Record;
import org.nnlang.value.Show;
import org.nnlang.value.TypeNames;

/**
 * What a script wants drawn, as curves.
 *
 * @param xName what the horizontal axis is known to count, or null
 */
public record Curves(@Nullable String xName, List<Series> series) {
  /**
   * Curves of the arguments of {@code plot}.
   *
   * @throws Problem {@code type} where a value holds no curves, {@code shape} where x and y differ
   */
  public static Curves of(Object x, Object y) {
    if (y != None.NONE) {
      double[] places = numbers(x);
      List<Series> series = new ArrayList<>();
      for (Map.Entry<String, double[]> curve : curves(y, places.length)) {
        series.add(new Series(curve.getKey(), places, curve.getValue()));
      }
      return new Curves(null, series);
    }
    if (x instanceof HasMembers history && isHistory(history)) {
      return new Curves("step", history(history));
    }
    List<Series> series = new ArrayList<>();
    for (Map.Entry<String, double[]> curve : curves(x, -1)) {
      series.add(Series.of(curve.getKey(), curve.getValue()));
    }
    return new Curves(null, series);
  }

  /** A job has the members of its history. */
  private static boolean isHistory(HasMembers value) {
    return value.type().equals("history") || value instanceof Job;
  }

  /** The same curves with names. */
  public Curves labelled(List<Object> labels) {
    if (labels.size() != series.size()) {
      throw Problem.of(
          ErrorCode.VALUE,
          "there must be as many labels as curves, here are %d and %d"
              .formatted(labels.size(), series.size()));
    }
    List<Series> named = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      String label = Show.plain(labels.get(i));
      named.add(new Series(label, series.get(i).x(), series.get(i).y()));
    }
    return new Curves(xName, named);
  }

  private static List<Series> history(HasMembers history) {
    double[] loss = numbers(part(history, "loss"));
    double[] steps = new double[loss.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = i + 1;
    }
    List<Series> series = new ArrayList<>();
    double[] validation = numbers(part(history, "val_loss"));
    series.add(new Series(validation.length > 0 ? "loss" : null, steps, loss));
    if (validation.length > 0) {
      series.add(new Series("validation", numbers(part(history, "val_steps")), validation));
    }
    return series;
  }

  private static Object part(HasMembers history, String name) {
    return Objects.requireNonNull(history.member(name));
  }

  /** Curves with their names, null where they have none. */
  private static List<Map.Entry<String, double[]>> curves(Object value, int rows) {
    List<Map.Entry<String, double[]>> out = new ArrayList<>();
    switch (value) {
      case Record fields -> fields.forEach((name, y) -> out.add(entry(name, numbers(y))));
      case Tensor t when t.rank() == 2 && t.dim(1) > 1 && (rows < 0 || t.dim(0) == rows) -> {
        double[] all = t.toDoubles();
        int columns = (int) t.dim(1);
        for (int c = 0; c < columns; c++) {
          double[] column = new double[(int) t.dim(0)];
          for (int i = 0; i < column.length; i++) {
            column[i] = all[i * columns + c];
          }
          out.add(entry(null, column));
        }
      }
      case List<?> list when !list.isEmpty() && list.stream().noneMatch(Number.class::isInstance) ->
          list.forEach(y -> out.add(entry(null, numbers(y))));
      default -> out.add(entry(null, numbers(value)));
    }
    return out;
  }

  private static Map.Entry<String, double[]> entry(@Nullable String name, double[] values) {
    return new java.util.AbstractMap.SimpleEntry<>(name, values);
  }

  private static double[] numbers(Object value) {
    return switch (value) {
      case Tensor t -> t.toDoubles();
      case Range range -> numbers(range.asList());
      case HasMembers history when isHistory(history) -> numbers(part(history, "loss"));
      case List<?> list -> {
        double[] out = new double[list.size()];
        for (int i = 0; i < out.length; i++) {
          out[i] =
              switch (list.get(i)) {
                case Number n -> n.doubleValue();
                case Tensor t when t.size() == 1 -> t.getDouble(0);
                default -> throw wrong(list.get(i));
              };
        }
        yield out;
      }
      default -> throw wrong(value);
    };
  }

  private static Problem wrong(Object value) {
    return Problem.of(
        ErrorCode.TYPE,
        "a curve is a tensor, a list of numbers or a range, found " + TypeNames.found(value));
  }
}
