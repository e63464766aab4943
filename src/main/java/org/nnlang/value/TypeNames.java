// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.List;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.TensorLike;

/** Words for what values are. */
public final class TypeNames {
  /** The word for what is not nn's. */
  static final String OF_HOST = "host object";

  private TypeNames() {}

  /** What {@code type(value)} gives: {@code integer}, {@code list}, {@code tensor}, … */
  public static String of(Object value) {
    return switch (value) {
      case Long l -> "integer";
      case Size s -> "integer";
      case Double d -> "float";
      case Boolean b -> "boolean";
      case String s -> "string";
      case None n -> "none";
      case List<?> l -> "list";
      case Record f -> "record";
      case Range r -> "range";
      case TensorLike t -> "tensor";
      case Typed t -> t.type();
      default -> OF_HOST;
    };
  }

  /** The word with its article: {@code an integer}. */
  public static String a(String word) {
    return switch (word) {
      case "none", "any" -> word;
      default -> ("aeiou".indexOf(word.charAt(0)) >= 0 ? "an " : "a ") + word;
    };
  }

  /** A value as messages name it, short: {@code the string "a"}, {@code a list of 3}. */
  public static String found(Object value) {
    return switch (value) {
      case Long l -> "the integer " + l;
      case Double d -> "the float " + Show.number(d);
      case Boolean b -> b.toString();
      case None n -> "none";
      case String s -> "the string " + Show.quoted(s.length() <= 40 ? s : s.substring(0, 40) + "…");
      case Size s -> "an integer, " + s;
      case List<?> l -> "a list of " + l.size();
      case Record f -> "a record with " + (f.isEmpty() ? "no fields" : Show.names(f.keySet()));
      case Range r -> "the range " + r;
      case TensorLike t -> "a tensor of shape " + Show.shape(t);
      case Module m when m.type().equals("instance") -> "the instance " + brief(m.describe());
      case HasItems i when i instanceof Shown s && !(i instanceof Callable) -> s.show();
      case Callable c when c.name().equals("function") -> "a function";
      case Callable c when c.type().equals("model") -> "the model " + c.name();
      case Callable c when c.type().equals("function") -> "the function " + c.name();
      default -> a(of(value));
    };
  }

  private static String brief(String text) {
    return text.length() <= 60 ? text : text.substring(0, 59) + "…";
  }

  /** Whether a value may stand where {@code word} is asked for. */
  static boolean fits(Object value, String word) {
    if (value == Unknown.UNKNOWN) {
      return true;
    }
    return switch (word) {
      case "any" -> true;
      case "number", "float" ->
          value instanceof Long || value instanceof Double || value instanceof Size;
      case "function" -> value instanceof Callable;
      default -> of(value).equals(word);
    };
  }

  /**
   * An index as a Java int.
   *
   * @throws Problem {@code limit} where it does not fit
   */
  public static int toInt(long value) {
    if (value != (int) value) {
      throw Problem.of(ErrorCode.LIMIT, "this number is too large here: " + value);
    }
    return (int) value;
  }
}
