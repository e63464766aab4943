// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Diagnostic;
import org.nnlang.syntax.antlr.NnLexer;

/** Says what is wrong with a word that the language does not have. */
final class BadWords {
  /** What to write for an operator, or a character, of another language. */
  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("&&", "write `and`"),
          Map.entry("||", "write `or`"),
          Map.entry("!", "write `not`"),
          Map.entry("===", "write `==`"),
          Map.entry("!==", "write `!=`"),
          Map.entry("<>", "write `!=`"),
          Map.entry("=>", "write `->`"),
          Map.entry("|>", "write `x.f()` to call f with x, `f >> g` to do f, then g"),
          Map.entry(":=", "write `=`"),
          Map.entry("**", "write `^` to raise to a power"),
          Map.entry("++", "write `x = x + 1`"),
          Map.entry("??", "write `if x == none { … } else { x }`"),
          Map.entry("?", "write `if condition { … } else { … }`"),
          Map.entry("::", "write a range: `1..3`"),
          Map.entry("&", "write `and`"),
          Map.entry("|", "write `or`"),
          Map.entry("'", "strings stand between double quotes"),
          Map.entry("“", "strings stand between straight double quotes"),
          Map.entry("”", "strings stand between straight double quotes"),
          Map.entry("\\", "a line goes on after an operator or a comma, and inside brackets"),
          Map.entry("×", "write `*`"),
          Map.entry("·", "write `*`"),
          Map.entry("÷", "write `/`"),
          Map.entry("−", "write `-`"),
          Map.entry("–", "write `-`"),
          Map.entry("≤", "write `<=`"),
          Map.entry("≥", "write `>=`"),
          Map.entry("≠", "write `!=`"),
          Map.entry("→", "write `->`"),
          Map.entry("…", "write `...`"),
          Map.entry("²", "write `^ 2`"),
          Map.entry("³", "write `^ 3`"),
          Map.entry("∈", "write `in`"));

  private BadWords() {}

  static Diagnostic explain(Word word) {
    return switch (word.getType()) {
      case NnLexer.SINGLE_QUOTED ->
          error(word, "strings stand between double quotes").withHint("write " + doubled(word));
      case NnLexer.BAD_NUMBER -> number(word);
      case NnLexer.BAD_ESCAPE -> escape(word);
      default -> {
        boolean operator = word.getType() == NnLexer.FOREIGN;
        String what = operator ? "nn has no such operator: " : "nn has no such character: ";
        String name = isVisible(word) ? "" : " (U+%04X)".formatted(word.getText().codePointAt(0));
        yield error(word, what + Messages.quote(word) + name).withHint(instead(word.getText()));
      }
    };
  }

  private static boolean isVisible(Word word) {
    return switch (Character.getType(word.getText().codePointAt(0))) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static Diagnostic error(Word word, String message) {
    return Diagnostic.error(Messages.PARSE, message, word.span());
  }

  private static @Nullable String instead(String text) {
    boolean update = text.length() > 1 && text.endsWith("=") && !INSTEAD.containsKey(text);
    if (update) {
      String operator = text.equals("**=") ? "^" : text.substring(0, text.length() - 1);
      return "write `x = x " + operator + " …`";
    }
    return INSTEAD.get(text);
  }

  private static String doubled(Word word) {
    String text = word.getText();
    return text.length() > 40 || text.contains("\"")
        ? "`\"…\"`"
        : "`\"" + text.substring(1, text.length() - 1) + "\"`";
  }

  private static Diagnostic number(Word word) {
    String text = word.getText();
    Diagnostic error = error(word, "this is no number: " + Messages.quote(word));
    if (text.startsWith("0x") || text.startsWith("0b") || text.startsWith("0o")) {
      return error.withHint("numbers are written in decimal");
    }
    if (text.matches("[0-9._]*[eE]_*")) {
      return error.withHint("an exponent has digits: `1e6`");
    }
    if (text.matches("[0-9._]+")) {
      return error.withHint("`_` stands between two digits");
    }
    if (text.matches("[0-9_]+(\\.[0-9]+)?\\p{L}+")) {
      String digits = text.replaceAll("\\p{L}+$", "");
      String name = text.substring(digits.length());
      return error.withHint("for a product write `" + digits + " * " + name + "`");
    }
    return error;
  }

  private static Diagnostic escape(Word word) {
    if (word.getText().equals("\\u")) {
      return error(word, "`\\u` needs four hexadecimal digits").withHint("as in `\\u00e9`");
    }
    return error(word, "a string has no such escape: " + Messages.quote(word))
        .withHint("for a backslash write `\\\\`");
  }
}
