// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

/** What a script's option takes, as the text of its default tells. */
enum Kind {
  SWITCH("true|false", "`true` or `false`"),
  INTEGER("INTEGER", "an integer"),
  FLOAT("FLOAT", "a number"),
  TEXT("TEXT", "a text"),
  /** Known only when the script runs. */
  VALUE("VALUE", "a value");

  private final String shown;
  private final String words;

  Kind(String shown, String words) {
    this.shown = shown;
    this.words = words;
  }

  static Kind of(String defaultText) {
    if (defaultText.matches("true|false")) {
      return SWITCH;
    }
    if (defaultText.matches("-?[0-9_]+")) {
      return INTEGER;
    }
    if (defaultText.matches("-?[0-9_.]+([eE][-+]?[0-9_]+)?")) {
      return FLOAT;
    }
    return defaultText.startsWith("\"") ? TEXT : VALUE;
  }

  /** With its article, for messages. */
  String words() {
    return words;
  }

  /** Whether {@code arg} would read this text. */
  boolean takes(String text) {
    try {
      switch (this) {
        case INTEGER -> Long.parseLong(text.replace("_", ""));
        case FLOAT -> Double.parseDouble(text);
        case SWITCH -> {
          return text.matches("true|false");
        }
        case TEXT, VALUE -> {}
      }
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** As the list of options shows it. */
  @Override
  public String toString() {
    return shown;
  }
}
