// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import org.nnlang.source.Diagnostic;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Span;
import org.nnlang.syntax.antlr.NnLexer;

/** What the stage before the tree says about words and brackets. */
final class Messages {
  static final ErrorCode PARSE = ErrorCode.PARSE;
  static final ErrorCode LIMIT = ErrorCode.LIMIT;

  private Messages() {}

  static Diagnostic tooLong(Span span, int limit) {
    return Diagnostic.error(
        LIMIT, "the script is too long: the limit is %,d characters".formatted(limit), span);
  }

  /**
   * @param parts what is counted
   */
  static Diagnostic tooDeep(Span span, int limit, String parts) {
    String message = "this is nested too deeply: the limit is %,d %s".formatted(limit, parts);
    return Diagnostic.error(LIMIT, message, span).withHint("give parts of it names of their own");
  }

  static Diagnostic tooLongAChain(Span span, int limit) {
    String message = "this chain is too long: the limit is %,d operators, members and calls";
    return Diagnostic.error(LIMIT, message.formatted(limit), span)
        .withHint("give parts of it names of their own, or make a list and go over it");
  }

  static Diagnostic tooDeepForStack(Span span) {
    return Diagnostic.error(LIMIT, "this is nested too deeply for the stack of its thread", span)
        .withHint("give parts of it names of their own");
  }

  static Diagnostic nothingOpen(Word closer) {
    return Diagnostic.error(PARSE, "no bracket is open for " + quote(closer), closer.span());
  }

  static Diagnostic mismatch(Word closer, Word opener) {
    String text = quote(closer) + " does not close " + quote(opener);
    return Diagnostic.error(PARSE, text, closer.span())
        .withNote(quote(opener) + " opened here", opener.span());
  }

  static Diagnostic pointAtEnd(Span span, Word integer) {
    return Diagnostic.error(PARSE, "a number does not end in its point", span)
        .withHint("write `" + integer.getText() + ".0`");
  }

  static Diagnostic unclosedString(Word opener) {
    Span span = opener.span();
    int end = span.source().lineEnd(span.line());
    Span rest = span.source().span(span.start(), Math.max(span.end(), end));
    Diagnostic error = Diagnostic.error(PARSE, "this string is not closed", rest);
    return opener.getType() == NnLexer.TEXT_OPEN
        ? error
        : error.withHint("a string over several lines stands between \"\"\" and \"\"\"");
  }

  static Diagnostic unclosedHole(Word hole) {
    return Diagnostic.error(PARSE, "this `{` in a string is not closed", hole.span())
        .withHint("write `\\{` for a brace that is only text");
  }

  /** The word as it stands in the script, between backquotes, shortened. */
  static String quote(Word word) {
    String text = word.getText();
    return "`" + (text.length() > 30 ? text.substring(0, 29) + "…" : text) + "`";
  }
}
