// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;

/**
 * What may follow the colon in {@code "{value:.3f}"}: Python's {@code
 * [[fill]align][sign][0][width][,][.precision][type]} with the types {@code d f e g % s x b}.
 */
public final class Format {
  private static final Pattern SPEC =
      Pattern.compile(
          "(?:(?<fill>.)?(?<align>[<>^]))?(?<sign>[+ -])?(?<zero>0)?(?<width>[0-9]{1,4})?"
              + "(?<comma>,)?(?:\\.(?<precision>[0-9]{1,3}))?(?<type>[dfeg%sxb])?",
          Pattern.DOTALL);

  private final String fill;
  private final String align;
  private final String sign;
  private final boolean zero;
  private final int width;
  private final boolean comma;
  private final int precision;
  private final char type;

  private Format(Matcher m) {
    fill = m.group("fill") == null ? " " : m.group("fill");
    align = m.group("align");
    sign = m.group("sign") == null ? "-" : m.group("sign");
    zero = m.group("zero") != null && align == null;
    width = m.group("width") == null ? 0 : Integer.parseInt(m.group("width"));
    comma = m.group("comma") != null;
    precision = m.group("precision") == null ? -1 : Integer.parseInt(m.group("precision"));
    type = m.group("type") == null ? ' ' : m.group("type").charAt(0);
  }

  /**
   * Reads a format.
   *
   * @throws Problem {@code format}
   */
  public static Format of(String spec) {
    Matcher m = SPEC.matcher(spec);
    if (!m.matches()) {
      throw Problem.of(ErrorCode.FORMAT, "this is no format for a value: " + Show.quoted(spec))
          .hint(
              "`.3f` gives 3 digits after the point, `.2e` an exponent, `>8` fills up to 8 places");
    }
    return new Format(m);
  }

  /**
   * The value as text.
   *
   * @throws Problem {@code format} where the value is not of the kind the format is for
   */
  public String apply(Object value) {
    Object v = value instanceof Tensor t && t.size() == 1 ? scalar(t) : value;
    if (v instanceof Long || v instanceof Double) {
      return pad(number(v), ">");
    }
    if (type != ' ' && type != 's' || comma) {
      throw Problem.of(
          ErrorCode.FORMAT,
          "this format needs a number"
              + (v instanceof Tensor ? ", or a tensor of one" : "")
              + ", found "
              + TypeNames.found(v));
    }
    String text = Show.plain(v);
    return pad(
        precision >= 0 && precision < text.length() ? text.substring(0, precision) : text, "<");
  }

  private static Object scalar(Tensor t) {
    return switch (t.dtype()) {
      case INT -> t.getLong(0);
      case BOOL -> t.getLong(0) != 0;
      case FLOAT32, FLOAT64 -> t.getDouble(0);
    };
  }

  private String number(Object v) {
    if (v instanceof Double d && !Double.isFinite(d)) {
      return Show.number(d);
    }
    boolean negative = v instanceof Long n ? n < 0 : Math.copySign(1, (Double) v) < 0;
    BigDecimal size =
        (v instanceof Long n ? BigDecimal.valueOf(n) : new BigDecimal((Double) v)).abs();
    String digits = v instanceof Long n ? integer(n, size) : decimal(size, (Double) v);
    String before = negative ? "-" : sign.equals("-") ? "" : sign;
    String grouped = comma ? group(digits) : digits;
    int missing = zero ? width - before.length() - grouped.length() : 0;
    return before + "0".repeat(Math.max(0, missing)) + grouped;
  }

  private String integer(long n, BigDecimal size) {
    return switch (type) {
      case 'x' -> size.toBigInteger().toString(16);
      case 'b' -> size.toBigInteger().toString(2);
      case ' ', 'd', 's' -> precision >= 0 && type == ' ' ? general(size) : size.toPlainString();
      default -> decimal(size, n);
    };
  }

  private String decimal(BigDecimal size, double value) {
    int digits = precision < 0 ? 6 : precision;
    return switch (type) {
      case 'f' -> size.setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
      case '%' ->
          size.movePointRight(2).setScale(digits, RoundingMode.HALF_EVEN).toPlainString() + "%";
      case 'e' -> exponent(size, digits);
      case 'g' -> general(size);
      case 'd', 'x', 'b' ->
          throw Problem.of(
                  ErrorCode.FORMAT,
                  "this format needs an integer, found the float " + Show.number(value))
              .hint("round it first: int(round(…))");
      default -> precision >= 0 ? general(size) : Show.number(Math.abs(value));
    };
  }

  private static String exponent(BigDecimal size, int digits) {
    if (size.signum() == 0) {
      return new BigDecimal(0).setScale(digits).toPlainString() + "e+00";
    }
    BigDecimal rounded = size.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
    int power = rounded.precision() - rounded.scale() - 1;
    String mantissa =
        rounded.movePointLeft(power).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    return mantissa
        + "e"
        + (power < 0 ? "-" : "+")
        + (Math.abs(power) < 10 ? "0" : "")
        + Math.abs(power);
  }

  private String general(BigDecimal size) {
    int digits = precision < 0 ? 6 : Math.max(1, precision);
    if (size.signum() == 0) {
      return "0";
    }
    BigDecimal rounded = size.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int power = rounded.precision() - rounded.scale() - 1;
    if (power >= -4 && power < digits) {
      return rounded.stripTrailingZeros().toPlainString();
    }
    String text = exponent(size, digits - 1);
    int e = text.indexOf('e');
    String mantissa = text.substring(0, e);
    return (mantissa.contains(".") ? mantissa.replaceAll("\\.?0+$", "") : mantissa)
        + text.substring(e);
  }

  private static String group(String digits) {
    int end = 0;
    while (end < digits.length() && Character.isDigit(digits.charAt(end))) {
      end++;
    }
    var out = new StringBuilder(digits);
    for (int i = end - 3; i > 0; i -= 3) {
      out.insert(i, ',');
    }
    return out.toString();
  }

  private String pad(String text, String usual) {
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    return switch (align == null ? usual : align) {
      case "<" -> text + fill.repeat(missing);
      case "^" -> fill.repeat(missing / 2) + text + fill.repeat(missing - missing / 2);
      default -> fill.repeat(missing) + text;
    };
  }
}
