// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.List;

/** Reads the text of a {@link Signature}. */
final class SignatureReader {
  private final String text;
  private final String name;
  private final List<Parameter> parameters = new ArrayList<>();
  private int at;

  SignatureReader(String text) {
    this.text = text;
    name = word();
    need('(');
    boolean nameOnly = false;
    while (!take(')')) {
      if (!parameters.isEmpty() || nameOnly) {
        need(',');
      }
      if (take('*')) {
        nameOnly = true;
      } else {
        parameters.add(parameter(nameOnly));
      }
    }
    if (at < text.length() && !text.startsWith(" -> ", at)) {
      throw bad("the end");
    }
  }

  String name() {
    return name;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  private Parameter parameter(boolean nameOnly) {
    String parameter = word();
    var form = Parameter.Form.ONE;
    if (text.startsWith("...", at)) {
      at += 3;
      form = Parameter.Form.ITEMS;
    } else if (text.startsWith("**", at)) {
      at += 2;
      form = Parameter.Form.OPTIONS;
    }
    List<String> types = take(':') ? types() : List.of("any");
    boolean optional = take('=');
    Object value = optional ? literal() : None.NONE;
    return new Parameter(parameter, types, optional, value, nameOnly, form);
  }

  private List<String> types() {
    List<String> types = new ArrayList<>();
    do {
      types.add(word());
      if (take('?')) {
        types.add("none");
      }
    } while (take('|'));
    return types;
  }

  private Object literal() {
    skip();
    if (take('[')) {
      List<Object> items = new ArrayList<>();
      while (!take(']')) {
        if (!items.isEmpty()) {
          need(',');
        }
        items.add(literal());
      }
      return items;
    }
    if (text.charAt(at) == '"') {
      int end = text.indexOf('"', at + 1);
      String s = text.substring(at + 1, end);
      at = end + 1;
      return s.translateEscapes();
    }
    int start = at;
    while (at < text.length() && ",)]".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at).strip();
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "none" -> None.NONE;
      default -> {
        if (Character.isLetter(word.charAt(0))) {
          // a name, which only the function itself can look up
          yield None.NONE;
        }
        yield word.matches("-?[0-9]+")
            ? (Object) Long.valueOf(word)
            : (Object) Double.valueOf(word);
      }
    };
  }

  private String word() {
    skip();
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    if (start == at) {
      throw bad("a name");
    }
    return text.substring(start, at);
  }

  private boolean take(char c) {
    skip();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void need(char c) {
    if (!take(c)) {
      throw bad("'" + c + "'");
    }
  }

  private void skip() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private IllegalArgumentException bad(String expected) {
    return new IllegalArgumentException("expected " + expected + " at " + at + ": " + text);
  }
}
