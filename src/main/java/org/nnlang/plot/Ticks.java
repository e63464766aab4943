// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import java.util.Locale;

/**
 * An axis from {@code low} to {@code high} and the round numbers on it: multiples of 1, 2 or 5
 * times a power of ten.
 *
 * @param first the least of them divided by {@code step}
 * @param count how many there are
 * @param power of ten of the last digit that sets them apart
 */
record Ticks(double low, double high, double first, int count, double step, int power) {
  private static final double HUGE = 1e300;

  /**
   * As many ticks as can be, but at most {@code most}, which is at least 3. Equal bounds get some
   * room around them.
   */
  static Ticks of(double low, double high, int most) {
    double from = Math.clamp(low, -HUGE, HUGE);
    double to = Math.clamp(high, -HUGE, HUGE);
    double size = Math.max(Math.abs(from), Math.abs(to));
    if (to - from <= size * 1e-9) {
      double room = size == 0 ? 1 : size / 2;
      from -= room;
      to += room;
    }
    int power = (int) Math.floor(Math.log10((to - from) / most)) - 1;
    while (true) {
      for (int digit : new int[] {1, 2, 5}) {
        double step = digit * Math.pow(10, power);
        // a bound that is a tick but for rounding is one
        double first = Math.ceil(from / step - 1e-9);
        double last = Math.floor(to / step + 1e-9);
        if (last - first + 1 <= most) {
          return new Ticks(from, to, first, (int) (last - first) + 1, step, power);
        }
      }
      power++;
    }
  }

  double at(int i) {
    return (first + i) * step;
  }

  /** Where a value lies between {@code low} (0) and {@code high} (1). */
  double place(double value) {
    return (value - low) / (high - low);
  }

  /**
   * Tick {@code i} with the digits that set it apart from its neighbours, {@code 0.25}, {@code
   * 2e7}.
   */
  String text(int i) {
    double value = at(i);
    if (first + i == 0) {
      value = 0;
    }
    double largest = Math.max(Math.abs(at(0)), Math.abs(at(count - 1)));
    int magnitude = (int) Math.floor(Math.log10(largest) + 1e-9);
    if (magnitude < 7 && power > -6) {
      return String.format(Locale.ROOT, "%." + Math.max(0, -power) + "f", value);
    }
    if (value == 0) {
      return "0";
    }
    int own = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
    String text = String.format(Locale.ROOT, "%." + Math.max(0, own - power) + "e", value);
    return text.replaceFirst("e\\+?(-?)0*(\\d)", "e$1$2");
  }
}
