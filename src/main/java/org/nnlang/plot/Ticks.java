// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * An axis from {@code low} to {@code high} and the round numbers on it: multiples of 1, 2 or 5
 * times a power of ten.
 *
 * @param first the least of them divided by {@code step}
 * @param count how many there are
 * @param power of ten of the last digit that sets them apart
 * @param powers whether the numbers are powers of ten, of which these are the exponents
 */
record Ticks(
    double low, double high, double first, int count, double step, int power, boolean powers) {
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
          return new Ticks(from, to, first, (int) (last - first) + 1, step, power, false);
        }
      }
      power++;
    }
  }

  /** Of an axis that goes from 10^{@code low} to 10^{@code high}: at whole powers, two at least. */
  static Ticks powers(double low, double high, int most) {
    double first = Math.ceil(low - 1e-9);
    double last = Math.floor(high + 1e-9);
    if (last <= first) {
      // too short: on to the powers around it
      first = Math.floor(low);
      last = Math.max(Math.ceil(high), first + 1);
    }
    double from = Math.min(low, first);
    double to = Math.max(high, last);
    Ticks t = of(from, to, most);
    return t.step < 1
        ? new Ticks(from, to, first, (int) (last - first) + 1, 1, 0, true)
        : new Ticks(t.low, t.high, t.first, t.count, t.step, t.power, true);
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
   * 2e7}; of powers the number itself, {@code 0.01}, {@code 1e-7}.
   */
  String text(int i) {
    double value = at(i);
    if (powers) {
      int exponent = (int) Math.rint(value);
      boolean plain = -4 <= exponent && exponent <= 5;
      return plain
          ? BigDecimal.valueOf(1).scaleByPowerOfTen(exponent).toPlainString()
          : "1e" + exponent;
    }
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
