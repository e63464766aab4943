// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.net.SummaryText;
import org.nnlang.builtin.net.TensorRange;
import org.nnlang.plot.Chart;
import org.nnlang.plot.Histogram;
import org.nnlang.plot.TextChart;
import org.nnlang.tensor.Tensor;
import org.nnlang.train.History;
import org.nnlang.value.Module;
import org.nnlang.value.None;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/**
 * Values as somebody wants to see them who asked for one at a prompt: large ones summed up, folded,
 * or drawn. What {@code print} writes is another thing, {@link Show}.
 */
public final class Preview {
  /** Tensors of more numbers are summed up, as {@code print} cuts them. */
  private static final int LARGE = 1000;

  private static final int BINS = 24;
  private static final int CHART_LINES = 8;
  private static final int LONGEST_ITEM = 40;
  private static final int MOST_FIELDS = 40;

  /** What is not longer is written whole. */
  private static final int WHOLE_LINES = 3;

  private final int width;
  private final boolean colours;

  private Preview(int width, boolean colours) {
    this.width = Math.max(20, width);
    this.colours = colours;
  }

  /**
   * The text of a value, without a line break at its end; null where it is what {@code print} would
   * write.
   *
   * @param width columns that a line may have
   * @param colours whether curves may differ by colours
   */
  public static @Nullable String of(Object value, int width, boolean colours) {
    return new Preview(width, colours).text(value);
  }

  private @Nullable String text(Object value) {
    return switch (value) {
      case Tensor t when t.size() > LARGE -> typed(t) + "\n" + numbers(t);
      case Module net when !net.variables().isEmpty() -> SummaryText.folded(net).stripTrailing();
      case History h when h.steps() > 1 -> history(h);
      case Record r -> record(r);
      case List<?> l -> list(l);
      default -> null;
    };
  }

  /** As {@code print} writes it, but with its type on a line of its own where there is no room. */
  private String typed(Tensor t) {
    String text = Show.plain(t);
    int line = text.lastIndexOf('\n') + 1;
    int type = text.lastIndexOf("] ") + 1;
    boolean wide = text.length() - line > width && type > line;
    return wide ? text.substring(0, type) + "\n" + text.substring(type + 1) : text;
  }

  /** Its range, mean and deviation, and how its numbers are spread. */
  private String numbers(Tensor t) {
    TensorRange range = TensorRange.of(t);
    String text =
        range.text()
            + ", mean "
            + History.brief(range.mean())
            + ", deviation "
            + History.brief(range.deviation());
    String spread = spread(t, range);
    boolean wide = text.length() + 2 + spread.length() > width;
    return text + (wide ? "\n" : "  ") + spread;
  }

  private static String spread(Tensor t, TensorRange range) {
    return "▕" + Histogram.of(t.size(), t::getDouble, range.low(), range.high(), BINS) + "▏";
  }

  private String history(History h) {
    Curves curves = Curves.of(h, None.NONE);
    Chart chart = new Chart(null, curves.xName(), null, curves.series());
    String drawn = TextChart.of(chart, Math.min(width - 1, Plot.WIDTH), CHART_LINES, colours);
    return drawn + h.show();
  }

  /** A whole list, or its ends and its length. */
  private @Nullable String list(List<?> items) {
    if (items.size() <= LARGE && Show.inner(items).length() <= WHOLE_LINES * width) {
      return null;
    }
    List<String> first = new ArrayList<>();
    List<String> last = new ArrayList<>();
    int room = width / 2 - 12;
    for (int i = 0; i < items.size() / 2 && room > 0; i++) {
      first.add(item(items.get(i)));
      room -= first.getLast().length() + 2;
    }
    room = width / 2 - 12;
    for (int i = items.size() - 1; i >= first.size() && room > 0; i--) {
      last.addFirst(item(items.get(i)));
      room -= last.getFirst().length() + 2;
    }
    boolean all = first.size() + last.size() == items.size();
    List<String> shown = new ArrayList<>(first);
    shown.addAll(all ? List.of() : List.of("…"));
    shown.addAll(last);
    return "["
        + String.join(", ", shown)
        + "]\n"
        + String.format(Locale.ROOT, "%,d items", items.size());
  }

  /** A whole record, or a line for each field. */
  private @Nullable String record(Record fields) {
    if (fields.size() <= LARGE && Show.inner(fields).length() <= width) {
      return null;
    }
    StringBuilder out = new StringBuilder("{\n");
    int left = MOST_FIELDS;
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      if (left-- == 0) {
        out.append("  … ").append(fields.size() - MOST_FIELDS).append(" more\n");
        break;
      }
      String name = Show.key(field.getKey()) + ": ";
      out.append("  ").append(cut(name + brief(field.getValue()), width - 3)).append('\n');
    }
    return out.append('}').toString();
  }

  private static String brief(Object value) {
    return switch (value) {
      case Tensor t when t.rank() > 0 && t.size() > 6 -> {
        TensorRange range = TensorRange.of(t);
        yield t + "  " + range.text() + "  " + spread(t, range);
      }
      case List<?> l when l.size() > 20 -> "a list of " + l.size();
      case Record r when r.size() > 20 -> "a record of " + r.size();
      default -> Show.inner(value);
    };
  }

  private static String item(Object value) {
    return cut(brief(value), LONGEST_ITEM);
  }

  private static String cut(String text, int most) {
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end) + " …";
    return line.codePointCount(0, line.length()) <= most
        ? line
        : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
  }
}
