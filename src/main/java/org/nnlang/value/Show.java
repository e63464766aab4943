// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nnlang.graph.Node;
import org.nnlang.source.Polls;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/** How values are written: what {@code print} and {@code str} give, and what messages quote. */
public final class Show {
  /** Deeper than anybody reads, and no deeper than a stack of 256 KB carries. */
  private static final int DEEPEST = 100;

  private final StringBuilder out = new StringBuilder();
  private final Texts.Room room = new Texts.Room();
  private final Set<Object> within = Collections.newSetFromMap(new IdentityHashMap<>());

  private Show() {}

  /** As {@code print} writes it: strings bare, all else as {@link #inner}. */
  public static String plain(Object value) {
    return value instanceof String s ? s : inner(value);
  }

  /** As it stands inside a list: strings in quotes. */
  public static String inner(Object value) {
    var show = new Show();
    show.write(value);
    return show.out.toString();
  }

  private void write(Object value) {
    Polls.sometimes();
    room.add(out, value instanceof String s ? 2L * s.length() : 0);
    switch (value) {
      case Double d -> out.append(number(d));
      case String s -> out.append(quoted(s));
      case Record f -> fields(f);
      case List<?> l -> items(l);
      case Tensor t -> out.append(within.isEmpty() ? TensorText.of(t) : TensorText.inline(t));
      case Node n -> out.append("a tensor of ").append(n.type()).append(", not computed yet");
      case Long l -> out.append(l);
      case Boolean b -> out.append(b);
      case Shown s -> out.append(s.show());
      case Callable c -> out.append(c.type()).append(' ').append(c.name());
      case None n -> out.append(n);
      case Range r -> out.append(r);
      case Size s -> out.append(s);
      default -> out.append(TypeNames.of(value));
    }
  }

  /** A call as a script would write it; of arguments that are not simple only that they are. */
  public static String call(String name, Object[] positional, Map<String, Object> named) {
    List<String> arguments = new ArrayList<>();
    for (Object value : positional) {
      arguments.add(brief(value));
    }
    named.forEach((key, value) -> arguments.add(key + ": " + brief(value)));
    return name + "(" + String.join(", ", arguments) + ")";
  }

  private static String brief(Object value) {
    boolean simple =
        Arithmetic.isNumber(value)
            || value instanceof Boolean
            || value instanceof String s && s.length() <= 20;
    return simple ? inner(value) : "…";
  }

  /** Whether a value lies within itself, or deeper than anybody reads; else it is gone into. */
  private boolean isTooDeep(Object value) {
    return within.size() == DEEPEST || !within.add(value);
  }

  private void items(List<?> items) {
    if (isTooDeep(items)) {
      out.append('…');
      return;
    }
    out.append('[');
    String gap = "";
    for (Object item : items) {
      out.append(gap);
      write(item);
      gap = ", ";
    }
    out.append(']');
    within.remove(items);
  }

  private void fields(Record fields) {
    if (isTooDeep(fields)) {
      out.append('…');
      return;
    }
    out.append('{');
    String gap = "";
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      out.append(gap).append(key(field.getKey())).append(": ");
      write(field.getValue());
      gap = ", ";
    }
    out.append('}');
    within.remove(fields);
  }

  /** The name of a field as a record writes it: in quotes where it is no name. */
  public static String key(String name) {
    boolean plain = !name.isEmpty() && !Character.isDigit(name.codePointAt(0));
    return plain && name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')
        ? name
        : quoted(name);
  }

  /**
   * The shortest text that reads back as this number: {@code 3.0}, {@code 0.1}, {@code 1e-7}; plain
   * from 1e-4 up to 1e16, as in Python.
   */
  public static String number(double d) {
    return decimal(d, Double.toString(d));
  }

  /** The shortest text that reads back as this number in single precision. */
  public static String number(float f) {
    return decimal(f, Float.toString(f));
  }

  private static String decimal(double d, String java) {
    if (Double.isNaN(d)) {
      return "nan";
    }
    if (Double.isInfinite(d)) {
      return d > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(d);
    if (size == 0 || size >= 1e-4 && size < 1e16) {
      if (java.indexOf('E') < 0) {
        return java;
      }
      String text = new BigDecimal(java).stripTrailingZeros().toPlainString();
      return text.indexOf('.') < 0 ? text + ".0" : text;
    }
    BigDecimal exact = new BigDecimal(java).stripTrailingZeros();
    String digits = exact.unscaledValue().abs().toString();
    int exponent = exact.precision() - exact.scale() - 1;
    String tail = digits.length() == 1 ? "" : "." + digits.substring(1);
    return (d < 0 ? "-" : "") + digits.charAt(0) + tail + "e" + exponent;
  }

  /** A string in quotes, with escapes. */
  public static String quoted(String s) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ' || c == 0x7f) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /** {@code [64, 1]}, or {@code [batch, 1]} where not all sizes are known. */
  public static String shape(TensorLike t) {
    return switch (t) {
      case Tensor x -> Arrays.toString(x.shape());
      case Node n -> n.type().shapeText();
      default -> "[" + t.rank() + " axes]";
    };
  }

  /** Names in back quotes, for messages: {@code `a`, `b`}; long lists are cut. */
  public static String names(Collection<String> names) {
    String text =
        names.stream().limit(12).map(n -> "`" + n + "`").collect(Collectors.joining(", "));
    return names.size() > 12 ? text + ", …" : text;
  }
}
