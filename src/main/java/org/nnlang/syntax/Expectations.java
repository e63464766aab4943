// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.Token;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.Span;
import org.nnlang.syntax.antlr.NnLexer;

/** Turns a {@link GrammarError} into "expecting an expression, found `)`". */
final class Expectations {
  /** What may follow any expression goes without saying. */
  private static final Set<Integer> AFTER_EXPRESSION =
      Set.of(NnLexer.LPAREN, NnLexer.LBRACKET, NnLexer.ASSIGN);

  private Expectations() {}

  static Diagnostic explain(GrammarError failure) {
    Hints.Advice advice = Hints.find(failure);
    Word found = failure.found();
    String message =
        "expecting "
            + list(failure.expected(), found.getType() == Token.EOF)
            + ", found "
            + found(found);
    if (advice.message() != null) {
      message = advice.message();
    }
    Span span = advice.at() == null ? place(failure) : advice.at().span();
    Diagnostic error = Diagnostic.error(Messages.PARSE, message, span).withHint(advice.hint());
    Word opener = found.opener();
    return advice.at() == null && opener != null && showsOpener(found, opener)
        ? error.withNote(Messages.quote(opener) + " opened here", opener.span())
        : error;
  }

  /** Where a line or the file ends too early, the place is right behind the last word. */
  private static Span place(GrammarError failure) {
    Span span = failure.found().span();
    Word last = failure.wordAt(-1);
    if (!endsSomething(failure.found()) || last == null) {
      return span;
    }
    return span.source().span(last.span().end(), last.span().end());
  }

  private static boolean endsSomething(Word word) {
    return word.getType() == Token.EOF || word.getType() == NnLexer.END;
  }

  private static boolean showsOpener(Word found, Word opener) {
    boolean atEnd = found.getType() == Token.EOF;
    boolean braces = opener.getType() == NnLexer.LBRACE;
    return atEnd || !braces && opener.line() != found.line();
  }

  static String found(Word word) {
    return switch (word.getType()) {
      case Token.EOF, NnLexer.END -> {
        if (word.getText().equals(";")) {
          yield "`;`";
        }
        yield word.getText().isEmpty() ? "the end of the file" : "the end of the line";
      }
      case NnLexer.STRING_OPEN, NnLexer.TEXT_OPEN -> "a string";
      default ->
          Kinds.isKeyword(word.getType())
              ? "the keyword " + Messages.quote(word)
              : Messages.quote(word);
    };
  }

  /** What may stand there in words: "`,` or `)`". */
  private static String list(Set<Integer> expected, boolean atEnd) {
    List<String> names = names(expected, atEnd);
    if (names.size() == 1) {
      return names.getFirst();
    }
    return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
  }

  private static List<String> names(Set<Integer> expected, boolean atEnd) {
    var names = new ArrayList<String>();
    var rest = new TreeSet<>(expected);
    if (rest.contains(NnLexer.INT)) {
      boolean statement = rest.contains(NnLexer.WHILE);
      rest.removeIf(Expectations::beginsStatement);
      names.add(statement ? "a statement" : "an expression");
    } else if (rest.contains(NnLexer.PLUS)) {
      rest.removeAll(Kinds.OPERATORS);
      rest.removeAll(AFTER_EXPRESSION);
    } else if (rest.contains(NnLexer.NAME)) {
      rest.removeIf(Kinds::isWord);
      rest.remove(NnLexer.ELSE_IF);
      names.add("a name");
    }
    rest.remove(NnLexer.LABEL);
    boolean endsLine = rest.remove(Token.EOF) | rest.remove(NnLexer.END);
    if (endsLine && !(atEnd && rest.contains(NnLexer.RBRACE))) {
      names.add("the end of the line");
    }
    rest.stream()
        .filter(type -> !Kinds.CLOSERS.contains(type))
        .map(Expectations::name)
        .distinct()
        .forEach(names::add);
    rest.stream()
        .filter(Kinds.CLOSERS::contains)
        .map(Expectations::name)
        .distinct()
        .forEach(names::add);
    if (names.isEmpty()) {
      names.add("an operator");
    }
    return names;
  }

  private static boolean beginsStatement(int type) {
    return switch (type) {
      case NnLexer.NAME,
          NnLexer.INT,
          NnLexer.FLOAT,
          NnLexer.STRING_OPEN,
          NnLexer.TEXT_OPEN,
          NnLexer.LPAREN,
          NnLexer.LBRACKET,
          NnLexer.LBRACE,
          NnLexer.RECORD_OPEN,
          NnLexer.MINUS ->
          true;
      default -> Kinds.isKeyword(type);
    };
  }

  private static String name(int type) {
    return switch (type) {
      case NnLexer.STRING_OPEN, NnLexer.TEXT_OPEN -> "a string";
      case NnLexer.LBRACE, NnLexer.RECORD_OPEN -> "`{`";
      case NnLexer.HOLE_CLOSE -> "`}`";
      case NnLexer.ELSE_IF -> "`else`";
      case NnLexer.STRING_CLOSE -> "`\"`";
      case NnLexer.FORMAT -> "a format";
      default -> NnLexer.VOCABULARY.getLiteralName(type).replace('\'', '`');
    };
  }
}
