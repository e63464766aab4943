// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.value.None;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/**
 * Strict JSON as values of a script: objects are {@link Record}, arrays lists, {@code null} {@link
 * None}, whole numbers of 64 bits {@link Long}, all others {@link Double}.
 */
public final class Json {
  private static final int DEEPEST = 200;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  private final String text;
  private int at;
  private int depth;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Reads one value.
   *
   * @throws Problem {@code file} with the character at which it is no JSON
   */
  public static Object parse(String text) {
    // an array of small numbers takes most for each character
    Heap.need(16L * text.length(), "this JSON");
    Json json = new Json(text);
    Object value = json.value();
    json.skip();
    if (json.at < text.length()) {
      throw json.bad("the end");
    }
    return value;
  }

  private Object value() {
    Polls.sometimes();
    skip();
    if (depth > DEEPEST) {
      throw bad("fewer brackets within each other");
    }
    char c = peek();
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", None.NONE);
      default -> number();
    };
  }

  private Record object() {
    Record fields = new Record();
    depth++;
    need('{');
    skip();
    while (peek() != '}') {
      if (!fields.isEmpty()) {
        need(',');
        skip();
      }
      if (peek() != '"') {
        throw bad("a name in quotes");
      }
      int start = at;
      String name = string();
      skip();
      need(':');
      if (fields.put(name, value()) != null) {
        at = start;
        throw bad("each name once, not again " + Show.quoted(name));
      }
      skip();
    }
    at++;
    depth--;
    return fields;
  }

  private List<Object> array() {
    List<Object> items = new ArrayList<>();
    depth++;
    need('[');
    skip();
    while (peek() != ']') {
      if (!items.isEmpty()) {
        need(',');
      }
      items.add(value());
      skip();
    }
    at++;
    depth--;
    return items;
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    at++;
    while (peek() != '"') {
      Polls.sometimes();
      char c = peek();
      if (c < ' ') {
        throw bad("the end of a string");
      }
      at++;
      out.append(c == '\\' ? escape() : c);
    }
    at++;
    return out.toString();
  }

  private char escape() {
    char c = peek();
    at++;
    switch (c) {
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case '"', '\\', '/':
        return c;
      case 'u':
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = Character.digit(peek(), 16);
          if (digit < 0) {
            throw bad("four hexadecimal digits");
          }
          code = code * 16 + digit;
          at++;
        }
        return (char) code;
      default:
        at--;
        throw bad("an escape");
    }
  }

  private Object number() {
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(start, at);
    if (!NUMBER.matcher(number).matches()) {
      at = start;
      throw bad("a value");
    }
    try {
      return Long.valueOf(number);
    } catch (NumberFormatException fraction) {
      return Double.valueOf(number);
    }
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw bad("a value");
    }
    at += word.length();
    return value;
  }

  private void skip() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The next character, or NUL at the end, where nothing expects it. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void need(char c) {
    if (peek() != c) {
      throw bad("'" + c + "'");
    }
    at++;
  }

  private Problem bad(String expected) {
    String found = at < text.length() ? Show.quoted(text.substring(at, at + 1)) : "the end";
    return Problem.of(
        ErrorCode.FILE, "JSON: expected " + expected + " at character " + at + ", found " + found);
  }

  /** Writes a value; numbers that JSON has not (nan, inf) as null. */
  public static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, Object value) {
    Polls.sometimes();
    switch (value) {
      case Map<?, ?> fields -> {
        String gap = "{";
        for (Map.Entry<?, ?> field : fields.entrySet()) {
          out.append(gap);
          string(out, (String) field.getKey());
          out.append(':');
          write(out, field.getValue());
          gap = ",";
        }
        out.append(fields.isEmpty() ? "{}" : "}");
      }
      case List<?> items -> {
        String gap = "[";
        for (Object item : items) {
          out.append(gap);
          write(out, item);
          gap = ",";
        }
        out.append(items.isEmpty() ? "[]" : "]");
      }
      case String s -> string(out, s);
      case Double d when d.isNaN() || d.isInfinite() -> out.append("null");
      case None none -> out.append("null");
      default -> out.append(value);
    }
  }

  private static void string(StringBuilder out, String s) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      Polls.sometimes();
      char c = s.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
