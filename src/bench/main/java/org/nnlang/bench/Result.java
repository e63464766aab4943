// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one process measured. Components are named as in JSON; one that does not apply is not a
 * number, and left out there.
 *
 * @param ms_per_step the median
 * @param cold_start_s from the start of the process to the end of the first step
 * @param hundred_s from there to the end of the hundredth
 * @param loss_checked after the step that both sides are compared at
 */
public record Result(
    String peer,
    String workload,
    double ms_per_step,
    double best_ms,
    double steps_per_s,
    double tokens_per_s,
    double gflops,
    double peak_rss_mb,
    double cold_start_s,
    double hundred_s,
    double loss_first,
    double loss_checked,
    double loss_last,
    double steps) {
  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":(?:\"([^\"]*)\"|([^,}]+))");

  /** One line, six digits a number. */
  public String toJson() {
    var fields = new StringJoiner(",", "{", "}");
    for (RecordComponent c : Result.class.getRecordComponents()) {
      Object value = read(c);
      if (value instanceof String) {
        fields.add('"' + c.getName() + "\":\"" + value + '"');
      } else if (Double.isFinite((double) value)) {
        fields.add('"' + c.getName() + "\":" + digits((double) value));
      }
    }
    return fields.toString();
  }

  private static String digits(double value) {
    String text = String.format(Locale.ROOT, "%.6g", value);
    return text.contains("e") || !text.contains(".") ? text : text.replaceAll("\\.?0+$", "");
  }

  private Object read(RecordComponent component) {
    try {
      return component.getAccessor().invoke(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads what {@link #toJson} wrote. */
  public static Result fromJson(String line) {
    Map<String, String> f = new HashMap<>();
    Matcher m = FIELD.matcher(line);
    while (m.find()) {
      f.put(m.group(1), m.group(2) != null ? m.group(2) : m.group(3));
    }
    return new Result(
        f.get("peer"),
        f.get("workload"),
        number(f, "ms_per_step"),
        number(f, "best_ms"),
        number(f, "steps_per_s"),
        number(f, "tokens_per_s"),
        number(f, "gflops"),
        number(f, "peak_rss_mb"),
        number(f, "cold_start_s"),
        number(f, "hundred_s"),
        number(f, "loss_first"),
        number(f, "loss_checked"),
        number(f, "loss_last"),
        number(f, "steps"));
  }

  private static double number(Map<String, String> fields, String name) {
    String value = fields.get(name);
    return value == null ? Double.NaN : Double.parseDouble(value);
  }
}
