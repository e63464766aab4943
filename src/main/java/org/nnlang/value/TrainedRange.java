// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Warnings;
import org.nnlang.tensor.Tensor;

/**
 * The least and the greatest numbers that a net was trained on, for each column of its inputs, or
 * for an input as a whole where its rows are no vectors. Kept with the net, and its copies.
 */
public final class TrainedRange {
  private static final ErrorCode CODE = ErrorCode.OUTSIDE;

  /** Numbers this part of a column's width beyond its ends are not worth a word. */
  private static final double MARGIN = 0.1;

  /** Inputs with more columns are taken as a whole. */
  private static final long MOST_COLUMNS = 4096;

  private static final long CHUNK = 1 << 16;

  /** Digits of a number in a message. */
  private static final int DIGITS = 4;

  private final List<Input> inputs = new ArrayList<>();

  /**
   * One input of the net; none where it is no float tensor.
   *
   * @param names of the columns; empty where they have none
   * @param min not changed once it is read
   */
  public record Input(List<String> names, float[] min, float[] max) {
    static final Input NONE = new Input(List.of(), new float[0], new float[0]);

    private static Input empty(List<String> names, int width) {
      float[] min = new float[width];
      float[] max = new float[width];
      Arrays.fill(min, Float.POSITIVE_INFINITY);
      Arrays.fill(max, Float.NEGATIVE_INFINITY);
      return new Input(names.size() == width ? names : List.of(), min, max);
    }

    /** Takes the numbers of a tensor in; what is no number changes nothing. */
    private void widen(Tensor t) {
      int width = min.length;
      long rows = width == 0 ? 0 : t.size() / width;
      Tensor flat = t.reshape(t.size());
      long step = Math.max(1, CHUNK / Math.max(1, width));
      for (long from = 0; from < rows; from += step) {
        long to = Math.min(rows, from + step);
        float[] numbers = flat.rows(from * width, to * width).toFloats();
        for (int at = 0; at < numbers.length; at += width) {
          for (int c = 0; c < width; c++) {
            float x = numbers[at + c];
            min[c] = x < min[c] ? x : min[c];
            max[c] = x > max[c] ? x : max[c];
          }
        }
      }
    }

    /** The first column in which {@code other} goes clearly beyond; -1 where none does. */
    private int beyond(Input other) {
      for (int c = 0; c < min.length; c++) {
        if (isBeyond(other, c)) {
          return c;
        }
      }
      return -1;
    }

    private boolean isBeyond(Input other, int c) {
      double width = (double) max[c] - min[c];
      // a column that never changed says little about one of many
      boolean silent = !(width >= 0) || width == 0 && min.length > 1;
      double margin = MARGIN * width;
      return !silent && (other.min[c] < min[c] - margin || other.max[c] > max[c] + margin);
    }

    private long beyondCount(Input other) {
      long count = 0;
      for (int c = 0; c < min.length; c++) {
        count += isBeyond(other, c) ? 1 : 0;
      }
      return count;
    }
  }

  /** That of inputs as they were kept. */
  public static TrainedRange of(List<Input> inputs) {
    var range = new TrainedRange();
    inputs.forEach(i -> range.inputs.add(new Input(i.names, i.min.clone(), i.max.clone())));
    return range;
  }

  /** One for each input of the net, in order. */
  public List<Input> inputs() {
    return List.copyOf(inputs);
  }

  /**
   * Takes in what is trained on.
   *
   * @param given one tensor for each input
   * @param names of the columns of the first
   */
  public void widen(List<Tensor> given, List<String> names) {
    for (int i = 0; i < given.size(); i++) {
      Tensor t = given.get(i);
      int width = t.dtype().isFloat() ? width(t) : 0;
      if (inputs.size() == i) {
        inputs.add(width == 0 ? Input.NONE : Input.empty(i == 0 ? names : List.of(), width));
      } else if (inputs.get(i).min.length != width) {
        inputs.set(i, Input.empty(List.of(), width));
      }
      inputs.get(i).widen(t);
    }
  }

  private static int width(Tensor t) {
    return t.rank() == 2 && t.dim(1) <= MOST_COLUMNS ? (int) t.dim(1) : 1;
  }

  /** Warns, once for a call, where a net is asked about other numbers than it was trained on. */
  public void check(Object[] arguments, Warnings to) {
    if (!to.isNew(CODE)) {
      return;
    }
    for (int i = 0; i < Math.min(arguments.length, inputs.size()); i++) {
      Input own = inputs.get(i);
      if (own.min.length == 0
          || !(arguments[i] instanceof Tensor t)
          || !t.dtype().isFloat()
          || width(t) != own.min.length) {
        continue;
      }
      Input asked = Input.empty(List.of(), own.min.length);
      asked.widen(t);
      int column = own.beyond(asked);
      if (column >= 0) {
        warn(own, asked, column, to);
        return;
      }
    }
  }

  private static void warn(Input own, Input asked, int c, Warnings to) {
    String what =
        own.min.length == 1 && own.names.isEmpty()
            ? "inputs"
            : own.names.isEmpty() ? "column " + c : "`" + own.names.get(c) + "`";
    long others = own.beyondCount(asked) - 1;
    to.warn(
        CODE,
        "the net was trained on "
            + what
            + " from "
            + span(own, c)
            + ", and is asked about "
            + span(asked, c)
            + (others == 0 ? "" : others == 1 ? "; 1 more column" : "; " + others + " more columns")
            + (others == 0 ? "" : " likewise"),
        "outside of what it has seen a net guesses; `trained_range(net)` shows what it has seen");
  }

  private static String span(Input input, int c) {
    return Show.number(brief(input.min[c])) + " to " + Show.number(brief(input.max[c]));
  }

  private static double brief(float x) {
    // never -0.0
    return Numbers.rounded(x + 0.0, DIGITS);
  }
}
