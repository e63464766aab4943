// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.nnlang.syntax.antlr.NnLexer;
import org.nnlang.syntax.antlr.NnParser;

/**
 * Guesses from the words around a syntax error what its writer is used to, and says what to write
 * here. Words of other languages are in {@link Habits}, their operators in {@link BadWords}.
 */
final class Hints {
  private static final String SLICE = "a part of an axis is a range: `t[1..3]`";
  private static final Advice NOTHING = new Advice(null, null, null);
  private static final Set<Integer> VALUE_ENDS =
      Set.of(
          NnLexer.NAME,
          NnLexer.INT,
          NnLexer.FLOAT,
          NnLexer.STRING_CLOSE,
          NnLexer.RPAREN,
          NnLexer.RBRACKET,
          NnLexer.RBRACE);

  private Hints() {}

  /**
   * @param message in place of the usual one, or null
   * @param at the place of that message, or null
   * @param hint or null
   */
  record Advice(@Nullable String message, @Nullable Word at, @Nullable String hint) {
    static Advice hint(String text) {
      return new Advice(null, null, text);
    }
  }

  static Advice find(GrammarError failure) {
    Advice advice = keywordAsName(failure);
    if (failure.found().getType() == NnLexer.RECORD_OPEN && failure.expects(NnLexer.LBRACE)) {
      return new Advice("expecting a block, found a record", null, "a block has statements");
    }
    if (advice == null) {
      advice = foreignWord(failure);
    }
    if (advice == null) {
      String hint = hint(failure);
      advice = hint == null ? NOTHING : Advice.hint(hint);
    }
    return advice;
  }

  /** {@code state = 3}: the error is at the equals sign, the mistake before it. */
  private static @Nullable Advice keywordAsName(GrammarError failure) {
    Word found = failure.found();
    Word keyword = null;
    if (found.getType() == NnLexer.ASSIGN && Kinds.isKeyword(failure.typeAt(-1))) {
      keyword = failure.wordAt(-1);
    } else if (Kinds.isKeyword(found.getType())
        && (failure.typeAt(1) == NnLexer.ASSIGN || isName(failure))) {
      keyword = found;
    }
    if (keyword == null) {
      return null;
    }
    String text = keyword.getText();
    String message = "a keyword cannot be a name: " + Messages.quote(keyword);
    return new Advice(message, keyword, "choose another name, such as `" + text + "_`");
  }

  private static boolean isName(GrammarError failure) {
    return failure.expects(NnLexer.NAME) && !failure.expects(NnLexer.INT);
  }

  /** {@code def f}, {@code x is y}: a word that is a keyword elsewhere stands where none can. */
  private static @Nullable Advice foreignWord(GrammarError failure) {
    Word before = failure.wordAt(-1);
    if (before != null && before.getType() == NnLexer.NAME && beginsStatement(failure, -1)) {
      String hint = Habits.statement(before.getText());
      if (hint != null) {
        return new Advice("nn has no such keyword: " + Messages.quote(before), before, hint);
      }
    }
    if (failure.found().getType() == NnLexer.NAME) {
      String hint = Habits.operator(failure.found().getText());
      if (hint != null) {
        return new Advice(
            "nn has no such keyword: " + Messages.quote(failure.found()), failure.found(), hint);
      }
    }
    return null;
  }

  private static boolean beginsStatement(GrammarError failure, int distance) {
    int before = failure.typeAt(distance - 1);
    return before == Token.EOF
        || !VALUE_ENDS.contains(before) && before != NnLexer.DOT
        || failure.wordAt(distance) == failure.statementStart();
  }

  private static @Nullable String hint(GrammarError failure) {
    return switch (failure.found().getType()) {
      case NnLexer.ASSIGN -> assign(failure);
      case NnLexer.COLON -> colon(failure);
      case NnLexer.COMMA -> comma(failure);
      case NnLexer.SEMICOLON -> semicolon(failure);
      case NnLexer.END, Token.EOF -> end(failure);
      case NnLexer.NOT -> failure.typeAt(1) == NnLexer.IN ? "write `not (x in items)`" : null;
      case NnLexer.IF -> "write `if condition { a } else { b }`";
      case NnLexer.FOR ->
          failure.expects(NnLexer.COMMA) ? "make a list with `map(items, x -> …)`" : null;
      case NnLexer.FLOOR -> "a comment begins with `#`";
      case NnLexer.SLASH -> failure.typeAt(1) == NnLexer.STAR ? "a comment begins with `#`" : null;
      case NnLexer.PLUS -> failure.expects(NnLexer.INT) ? "there is no `+` before a value" : null;
      case NnLexer.AT -> failure.expects(NnLexer.WHILE) ? "nn has no decorators" : null;
      case NnLexer.DOT -> dot(failure);
      case NnLexer.INT, NnLexer.FLOAT -> number(failure);
      case NnLexer.NAME -> name(failure);
      case NnLexer.LBRACE -> brace(failure);
      case NnLexer.LPAREN -> paren(failure);
      case NnLexer.STRING_OPEN, NnLexer.TEXT_OPEN -> string(failure);
      case NnLexer.HOLE_CLOSE ->
          failure.typeAt(-1) == NnLexer.HOLE_OPEN ? "for braces as text write `\\{\\}`" : null;
      case NnLexer.FN ->
          failure.expects(NnLexer.INT) ? "a function without a name is `(x) -> …`" : null;
      default -> separator(failure);
    };
  }

  /** The type of the innermost open bracket, EOF if none is. */
  private static int bracket(GrammarError failure) {
    Word opener = failure.found().opener();
    return opener == null ? Token.EOF : opener.getType();
  }

  private static @Nullable String assign(GrammarError failure) {
    if (failure.expects(NnLexer.LBRACE)) {
      return failure.statementStart().getType() == NnLexer.MODEL
          ? "a model's body stands in braces: `{ … }`"
          : "`==` compares";
    }
    return switch (bracket(failure)) {
      case NnLexer.LPAREN -> "an argument's name ends in a colon: `name: value`";
      case NnLexer.RECORD_OPEN -> "a field is `name: value`";
      case NnLexer.LBRACKET, NnLexer.HOLE_OPEN -> "`==` compares";
      default ->
          failure.expects(NnLexer.END) || failure.expects(Token.EOF)
              ? "one statement assigns once; `==` compares"
              : null;
    };
  }

  private static @Nullable String colon(GrammarError failure) {
    int bracket = bracket(failure);
    int before = failure.typeAt(-1);
    if (failure.expects(NnLexer.LBRACE)) {
      boolean loop = failure.statementStart().getType() == NnLexer.FOR;
      return loop && before == NnLexer.INT && !endsLine(failure.typeAt(1))
          ? "a range is `0..10`"
          : "a block stands in braces: `{ … }`";
    }
    if (bracket == NnLexer.LBRACKET) {
      return SLICE;
    }
    if (before == NnLexer.ELSE) {
      return "a block stands in braces: `{ … }`";
    }
    boolean first = failure.typeAt(-2) == NnLexer.LBRACE || before == NnLexer.STRING_CLOSE;
    if (bracket == NnLexer.LBRACE && first) {
      return "the names of a record are words or strings";
    }
    return before == NnLexer.NAME && failure.wordAt(-1) == failure.statementStart()
        ? "a name has no type; write `name = value`"
        : null;
  }

  private static boolean endsLine(int type) {
    return type == NnLexer.END || type == Token.EOF;
  }

  private static @Nullable String comma(GrammarError failure) {
    boolean statement = failure.expects(Token.EOF) || failure.expects(NnLexer.END);
    return statement ? "several values stand in a list: `[a, b]`" : null;
  }

  private static String semicolon(GrammarError failure) {
    return bracket(failure) == NnLexer.LBRACKET
        ? "rows are lists: `[[1, 2], [3, 4]]`"
        : "a loop over numbers is `for i in 0..n { … }`";
  }

  private static @Nullable String end(GrammarError failure) {
    if (failure.found().getText().isEmpty()) {
      return null;
    }
    if (!failure.expects(NnLexer.LBRACE) || failure.expects(NnLexer.INT)) {
      return null;
    }
    return failure.typeAt(-1) == NnLexer.RBRACE
        ? "the condition comes before the block"
        : "the `{` stands on the same line";
  }

  private static @Nullable String dot(GrammarError failure) {
    Word next = failure.wordAt(1);
    return failure.expects(NnLexer.INT) && next != null && next.getType() == NnLexer.INT
        ? "write `0." + next.getText() + "`"
        : null;
  }

  /** {@code .5} after an operand reads as a member, {@code 1.} as the start of one. */
  private static @Nullable String number(GrammarError failure) {
    if (failure.typeAt(-1) == NnLexer.COLON && bracket(failure) == NnLexer.LBRACKET) {
      return SLICE;
    }
    return failure.typeAt(-1) == NnLexer.DOT && failure.expects(NnLexer.NAME)
        ? "an item is `x[" + failure.found().getText() + "]`"
        : separator(failure);
  }

  private static @Nullable String name(GrammarError failure) {
    return failure.rule() == NnParser.RULE_string && failure.typeAt(-1) == NnLexer.IMPORT
        ? "write `import \"" + failure.found().getText() + ".nn\"`"
        : separator(failure);
  }

  private static @Nullable String brace(GrammarError failure) {
    if (failure.rule() != NnParser.RULE_parameters) {
      return separator(failure);
    }
    return "write `()` where there are no parameters";
  }

  private static @Nullable String string(GrammarError failure) {
    Word before = failure.wordAt(-1);
    if (before != null && before == failure.statementStart()) {
      return "a call has parentheses: `" + before.getText() + "(x)`";
    }
    boolean mark =
        before != null && before.getType() == NnLexer.NAME && before.touches(failure.found());
    return mark ? "every string may hold `{values}`; nothing stands before it" : separator(failure);
  }

  private static @Nullable String paren(GrammarError failure) {
    return switch (failure.typeAt(-1)) {
      case NnLexer.FN -> "a function without a name is `(x) -> …`";
      case NnLexer.FOR -> "write `for x in items { … }`";
      default -> separator(failure);
    };
  }

  /** A new line in brackets begins with what looks like the next item. */
  private static @Nullable String separator(GrammarError failure) {
    if (failure.typeAt(-1) == NnLexer.ELSE) {
      return "both branches stand in braces: `{ … }`";
    }
    if (failure.expects(NnLexer.ASSIGN)
        && failure.expects(NnLexer.ARROW)
        && failure.expects(NnLexer.LBRACE)) {
      return "a function's body is `= expression`, or stands in braces";
    }
    Word before = failure.wordAt(-1);
    boolean missing =
        failure.expects(NnLexer.COMMA)
            && before != null
            && before.line() < failure.found().line()
            && VALUE_ENDS.contains(before.getType());
    return missing ? "the line before may lack a comma or a closing bracket" : null;
  }
}
