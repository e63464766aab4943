// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;
import org.nnlang.source.Diagnostic;
import org.nnlang.syntax.antlr.NnLexer;

/**
 * Finds the bracket or string that each word stands in, and what is wrong before any grammar is
 * asked: words that are none, brackets that do not match, strings without an end, and nesting
 * beyond the limit. A bracket that is still open at the end of the file is left to the parser,
 * which knows what else is missing.
 */
final class Brackets {
  private final int limit;
  private final List<Word> words;
  private final List<Word> known = new ArrayList<>();
  private final Deque<Word> open = new ArrayDeque<>();
  private final List<Diagnostic> errors = new ArrayList<>();
  private int depth;

  /** Holes of one-line strings that are open: in them a line may not end. */
  private int lineHoles;

  private boolean goOn = true;
  private boolean openAtEnd;

  private Brackets(List<Word> words, int limit) {
    this.words = words;
    this.limit = limit;
  }

  /**
   * @param words each knowing what it stands in; where the brackets are wrong, up to that place
   * @param errors in the order of the text
   * @param openAtEnd whether more text could make it right
   */
  record Result(List<Word> words, List<Diagnostic> errors, boolean openAtEnd) {}

  static Result check(List<Word> words, int limit) {
    var brackets = new Brackets(words, limit);
    for (int i = 0; i < words.size() && brackets.goOn; i++) {
      brackets.read(i);
      if (words.get(i).getType() == NnLexer.INT) {
        brackets.readPoint(i);
      }
    }
    boolean openAtEnd = brackets.openAtEnd && brackets.errors.size() == 1;
    return new Result(brackets.known, brackets.errors, openAtEnd);
  }

  private void read(int i) {
    Word word = known(i);
    known.add(word);
    switch (word.getType()) {
      case NnLexer.LPAREN,
          NnLexer.LBRACKET,
          NnLexer.LBRACE,
          NnLexer.RECORD_OPEN,
          NnLexer.HOLE_OPEN ->
          open(word);
      case NnLexer.STRING_OPEN, NnLexer.TEXT_OPEN -> open.push(word);
      case NnLexer.RPAREN, NnLexer.RBRACKET, NnLexer.RBRACE, NnLexer.HOLE_CLOSE -> close(word);
      case NnLexer.STRING_CLOSE -> open.pop();
      case NnLexer.UNCLOSED_STRING -> lineEndsInString();
      case NnLexer.UNCLOSED_HOLE -> unclosedHole();
      case NnLexer.NEWLINE -> {
        if (lineHoles > 0) {
          unclosedHole();
        }
      }
      case NnLexer.UNKNOWN,
          NnLexer.FOREIGN,
          NnLexer.SINGLE_QUOTED,
          NnLexer.BAD_NUMBER,
          NnLexer.BAD_ESCAPE ->
          errors.add(BadWords.explain(word));
      case Token.EOF -> end();
      default -> {}
    }
  }

  /** The word with what it stands in, and braces as what they are. */
  private Word known(int i) {
    Word word = words.get(i).in(open.peek());
    return switch (word.getType()) {
      case NnLexer.LBRACE -> beginsRecord(i) ? word.as(NnLexer.RECORD_OPEN) : word;
      case NnLexer.RBRACE -> {
        boolean hole = word.opener() != null && word.opener().getType() == NnLexer.HOLE_OPEN;
        yield hole ? word.as(NnLexer.HOLE_CLOSE) : word;
      }
      default -> word;
    };
  }

  private boolean beginsRecord(int brace) {
    int i = skip(brace + 1);
    if (typeAt(i) == NnLexer.STRING_OPEN) {
      do {
        i++;
      } while (typeAt(i) == NnLexer.STRING_TEXT || typeAt(i) == NnLexer.ESCAPE);
      return typeAt(i) == NnLexer.STRING_CLOSE && typeAt(skip(i + 1)) == NnLexer.COLON;
    }
    return Kinds.isWord(typeAt(i)) && typeAt(skip(i + 1)) == NnLexer.COLON;
  }

  private int typeAt(int i) {
    return words.get(i).getType();
  }

  /** The first word at or after {@code i} that is neither a newline nor a comment. */
  private int skip(int i) {
    int at = i;
    while (Kinds.isSpace(typeAt(at))) {
      at++;
    }
    return at;
  }

  /** {@code 2.} is no number, and no line can go on after it. */
  private void readPoint(int i) {
    Word integer = words.get(i);
    Word point = words.get(i + 1);
    if (point.getType() == NnLexer.DOT && integer.touches(point)) {
      Word next = words.get(i + 2);
      if (!point.touches(next) || !Kinds.isWord(next.getType())) {
        errors.add(Messages.pointAtEnd(integer.to(point), integer));
      }
    }
  }

  private void open(Word word) {
    if (word.getType() == NnLexer.HOLE_OPEN && open.peek().getType() == NnLexer.STRING_OPEN) {
      lineHoles++;
    }
    open.push(word);
    if (++depth > limit) {
      errors.add(Messages.tooDeep(word.span(), limit, "brackets"));
      goOn = false;
    }
  }

  private void close(Word word) {
    Word opener = open.peek();
    if (opener == null) {
      errors.add(Messages.nothingOpen(word));
      return;
    }
    if (!matches(opener.getType(), word.getType())) {
      errors.add(Messages.mismatch(word, opener));
      goOn = false;
      return;
    }
    open.pop();
    depth--;
    if (word.getType() == NnLexer.HOLE_CLOSE && open.peek().getType() == NnLexer.STRING_OPEN) {
      lineHoles--;
    }
  }

  private static boolean matches(int opener, int closer) {
    return switch (opener) {
      case NnLexer.LPAREN -> closer == NnLexer.RPAREN;
      case NnLexer.LBRACKET -> closer == NnLexer.RBRACKET;
      default -> closer == NnLexer.RBRACE || closer == NnLexer.HOLE_CLOSE;
    };
  }

  private void lineEndsInString() {
    if (lineHoles > 0) {
      unclosedHole();
    } else {
      errors.add(Messages.unclosedString(open.pop()));
    }
  }

  /** Where the string went on is a guess from here, so this is the last error. */
  private void unclosedHole() {
    Stream<Word> holes = open.stream().filter(word -> word.getType() == NnLexer.HOLE_OPEN);
    errors.add(Messages.unclosedHole(holes.findFirst().orElseThrow()));
    goOn = false;
  }

  private void end() {
    Word innermost = open.peek();
    if (innermost == null) {
      return;
    }
    boolean inText = open.stream().anyMatch(word -> word.getType() == NnLexer.TEXT_OPEN);
    switch (innermost.getType()) {
      case NnLexer.STRING_OPEN, NnLexer.TEXT_OPEN -> {
        if (lineHoles > 0) {
          unclosedHole();
        } else {
          errors.add(Messages.unclosedString(innermost));
        }
      }
      default -> {
        if (lineHoles > 0) {
          unclosedHole();
        }
      }
    }
    openAtEnd = inText && lineHoles == 0;
  }
}
