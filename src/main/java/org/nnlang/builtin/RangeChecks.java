// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.Show;

/** Ranges of settings. */
public final class RangeChecks {
  private RangeChecks() {}

  public static long atLeast(Arguments a, String setting, long least) {
    long value = a.whole(setting);
    if (value < least) {
      throw range(a, setting, "at least " + least, value);
    }
    return value;
  }

  public static double least(Arguments a, String setting, double least) {
    double value = a.number(setting);
    if (!(value >= least)) {
      throw range(a, setting, "at least " + Show.number(least), value);
    }
    return value;
  }

  public static double more(Arguments a, String setting, double bound) {
    double value = a.number(setting);
    if (!(value > bound)) {
      throw range(a, setting, "more than " + Show.number(bound), value);
    }
    return value;
  }

  /** From {@code low} up to, not including, {@code high}. */
  public static double within(Arguments a, String setting, double low, double high) {
    return within(a, setting, a.number(setting), low, high);
  }

  public static double within(Arguments a, String setting, double value, double low, double high) {
    if (!(value >= low && value < high)) {
      String range = "at least " + Show.number(low) + " and less than " + Show.number(high);
      throw range(a, setting, range, value);
    }
    return value;
  }

  /** Of a setting that is not in its range. */
  public static Problem range(Arguments a, String setting, String range, Object found) {
    String name = a.signature().name();
    return Problem.of(
            ErrorCode.ARGUMENT,
            "`" + setting + "` of " + name + " must be " + range + ", found " + Show.inner(found))
        .of(new Problem.Argument(name, setting));
  }

  public static Problem notInGraph(String name) {
    return Problem.of(
            ErrorCode.TRACE,
            "a metric gives a number, which nothing can be differentiated by: " + name)
        .hint("in a loss or in forward use a loss such as cross_entropy");
  }
}
