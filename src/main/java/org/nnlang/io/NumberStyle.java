// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a table writes numbers.
 *
 * @param decimal what stands before the fraction
 * @param thousands what may stand between groups of three digits; NUL for nothing
 */
public record NumberStyle(char decimal, char thousands) {
  /** {@code -1234.5e6} */
  public static final NumberStyle USUAL = new NumberStyle('.', '\0');

  /** Powers of ten that a double holds exactly. */
  private static final double[] TENS = new double[23];

  private static final String SIGN = "[-+]?";
  private static final Pattern DECIMAL_COMMA =
      Pattern.compile(SIGN + "[0-9]*,[0-9]+([eE][-+]?[0-9]+)?");
  private static final Pattern GROUPS_COMMA =
      Pattern.compile(SIGN + "[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?");
  private static final Pattern GROUPS =
      Pattern.compile(SIGN + "[0-9]{1,3}([. '\u00a0\u202f][0-9]{3})+(,[0-9]+)?");
  private static final Pattern WITH_UNIT =
      Pattern.compile(SIGN + "[$€£¥]? ?[0-9]+([.,][0-9]+)?([.,][0-9]{3})*([.,][0-9]+)? ?[%€$£¥]?");
  private static final Pattern INFINITY = Pattern.compile(SIGN + "inf(inity)?");

  static {
    TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) {
      TENS[i] = TENS[i - 1] * 10;
    }
  }

  /** The number a cell is, nan where it is none. */
  double value(String cell) {
    int at = 0;
    int length = cell.length();
    boolean negative = length > 0 && cell.charAt(0) == '-';
    if (negative || length > 0 && cell.charAt(0) == '+') {
      at++;
    }
    long digits = 0;
    int count = 0;
    int fraction = 0;
    boolean point = false;
    int group = -1;
    for (; at < length; at++) {
      char c = cell.charAt(at);
      if (c >= '0' && c <= '9') {
        digits = count < 18 ? digits * 10 + (c - '0') : digits;
        count++;
        fraction += point ? 1 : 0;
        group += group >= 0 ? 1 : 0;
      } else if (c == decimal && !point) {
        point = true;
        if (group >= 0 && group != 3) {
          return Double.NaN;
        }
        group = -1;
      } else if (c == thousands && thousands != '\0' && !point && isGroup(group, count)) {
        group = 0;
      } else {
        break;
      }
    }
    if (count == 0 || group >= 0 && group != 3) {
      return Double.NaN;
    }
    if (at == length && count <= 15 && fraction < TENS.length) {
      // both are exact and the quotient is rounded once
      double value = digits / TENS[fraction];
      return negative ? -value : value;
    }
    return at == length || isExponent(cell, at) ? Double.parseDouble(usual(cell)) : Double.NaN;
  }

  private static boolean isGroup(int group, int count) {
    return group < 0 ? count >= 1 && count <= 3 : group == 3;
  }

  private static boolean isExponent(String cell, int from) {
    int at = from;
    if (cell.charAt(at) != 'e' && cell.charAt(at) != 'E') {
      return false;
    }
    at++;
    if (at < cell.length() && (cell.charAt(at) == '-' || cell.charAt(at) == '+')) {
      at++;
    }
    int digits = at;
    while (at < cell.length() && cell.charAt(at) >= '0' && cell.charAt(at) <= '9') {
      at++;
    }
    return at > digits && at == cell.length();
  }

  private String usual(String cell) {
    String plain = thousands == '\0' ? cell : cell.replace(String.valueOf(thousands), "");
    return plain.replace(decimal, '.');
  }

  boolean isNumber(String cell) {
    return !Double.isNaN(value(cell));
  }

  /** The integer of 64 bits that a cell is; null where it is none. */
  @Nullable Long integer(String cell) {
    if (!isNumber(cell)) {
      return null;
    }
    try {
      return Long.valueOf(usual(cell));
    } catch (NumberFormatException fraction) {
      return null;
    }
  }

  /** Whether a cell is a number to a reader, but not to this style. */
  boolean isAlmost(String cell) {
    return DECIMAL_COMMA.matcher(cell).matches()
        || GROUPS_COMMA.matcher(cell).matches()
        || GROUPS.matcher(cell).matches()
        || WITH_UNIT.matcher(cell).matches()
        || isInfinity(cell);
  }

  static boolean isInfinity(String cell) {
    return INFINITY.matcher(cell.toLowerCase(Locale.ROOT)).matches();
  }

  /** How this cell could be read by another style, in a script's words; empty where by none. */
  static String otherStyles(String cell) {
    StringBuilder ways = new StringBuilder();
    if (GROUPS_COMMA.matcher(cell).matches()) {
      way(ways, "`thousands: \",\"`", new NumberStyle('.', ',').value(cell));
    }
    if (DECIMAL_COMMA.matcher(cell).matches()) {
      way(ways, "`decimal: \",\"`", new NumberStyle(',', '\0').value(cell));
    }
    Matcher groups = GROUPS.matcher(cell);
    if (groups.matches()) {
      char mark = groups.group(1).charAt(0);
      boolean comma = cell.indexOf(',') >= 0 || mark == '.';
      way(
          ways,
          "`thousands: \"" + mark + "\"`" + (comma ? " with `decimal: \",\"`" : ""),
          new NumberStyle(comma ? ',' : '.', mark).value(cell));
    }
    return ways.toString();
  }

  private static void way(StringBuilder ways, String option, double value) {
    if (!Double.isNaN(value)) {
      ways.append(ways.isEmpty() ? "" : ", ").append(option).append(" reads it as ").append(value);
    }
  }
}
