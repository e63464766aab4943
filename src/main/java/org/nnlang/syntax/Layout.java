// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.nnlang.syntax.antlr.NnLexer;

/**
 * Prepares words for the grammar, so that it needs to look at one word only: finds which newlines
 * end a statement, cuts the script into its statements, marks names of arguments and {@code else
 * if}, and leaves out comments and the comma before a closing bracket.
 */
final class Layout {
  private final List<Word> words;
  private final List<List<Word>> statements = new ArrayList<>();
  private final BitSet ends = new BitSet();
  private List<Word> current = new ArrayList<>();

  /** The newline or semicolon that may end the statement, and whether one was a semicolon. */
  private @Nullable Word pending;

  private boolean semicolon;

  private Layout(List<Word> words) {
    this.words = words;
  }

  /**
   * A script cut into its statements.
   *
   * @param statements the words of each, ended by one of type EOF, which stands where it ends
   * @param ends which newlines and semicolons end statements, those within blocks among them
   */
  record Result(List<List<Word>> statements, BitSet ends) {}

  /**
   * @param words their brackets checked
   */
  static Result of(List<Word> words) {
    var layout = new Layout(words);
    for (int i = 0; i < words.size(); i++) {
      layout.read(i);
    }
    return new Result(layout.statements, layout.ends);
  }

  private void read(int i) {
    Word word = words.get(i);
    switch (word.getType()) {
      case NnLexer.COMMENT -> {}
      case NnLexer.NEWLINE -> {
        if (inBlock(word)) {
          pending = pending == null ? word : pending;
        }
      }
      case NnLexer.SEMICOLON -> {
        if (inBlock(word)) {
          pending = pending == null || !semicolon ? word : pending;
          semicolon = true;
        } else {
          current.add(word);
        }
      }
      default -> {
        if (pending != null) {
          separate(pending, word);
        }
        mark(word, i);
      }
    }
  }

  /** Whether a newline here may end a statement. */
  private static boolean inBlock(Word word) {
    return word.opener() == null || word.opener().getType() == NnLexer.LBRACE;
  }

  private void separate(Word end, Word next) {
    boolean goesOn = !semicolon && (continues() || continued(next.getType()));
    pending = null;
    semicolon = false;
    if (goesOn || current.isEmpty() || previous() == NnLexer.END || previous() == NnLexer.LBRACE) {
      return;
    }
    if (end.opener() == null) {
      finish(end);
    } else if (next.getType() != NnLexer.RBRACE && next.getType() != Token.EOF) {
      current.add(end.as(NnLexer.END));
      ends.set(end.getTokenIndex());
    }
  }

  private void finish(Word end) {
    current.add(end.as(Token.EOF));
    ends.set(end.getTokenIndex());
    statements.add(current);
    current = new ArrayList<>();
  }

  private int previous() {
    return current.isEmpty() ? Token.EOF : current.getLast().getType();
  }

  /** Whether the statement cannot end with the word before the newline. */
  private boolean continues() {
    boolean member = current.size() > 1 && current.get(current.size() - 2).getType() == NnLexer.DOT;
    return !member && Kinds.CONTINUES.contains(previous());
  }

  /** Whether no statement can begin with the word after the newline. */
  private boolean continued(int next) {
    return next == NnLexer.DOT
        || next == NnLexer.COMPOSE
        || next == NnLexer.ELSE && previous() == NnLexer.RBRACE;
  }

  private void mark(Word word, int i) {
    int type = word.getType();
    if (type == Token.EOF) {
      if (!current.isEmpty()) {
        current.add(word);
        statements.add(current);
      }
      return;
    }
    if (type == NnLexer.COMMA && isTrailing(word, i)) {
      return;
    }
    if (Kinds.isWord(type) && isLabel(word, i)) {
      current.add(word.as(NnLexer.LABEL));
    } else if (type == NnLexer.FORWARD && isCall(i)) {
      current.add(word.as(NnLexer.NAME));
    } else if (type == NnLexer.ELSE && typeAt(skip(i + 1)) == NnLexer.IF) {
      current.add(word.as(NnLexer.ELSE_IF));
    } else {
      current.add(word);
    }
  }

  /**
   * Whether {@code forward} at {@code i} is called and not defined: it is defined where a statement
   * begins, and a type or body follows.
   */
  private boolean isCall(int i) {
    int open = skip(i + 1);
    if (typeAt(open) != NnLexer.LPAREN
        || previous() == NnLexer.DOT
        || previous() == NnLexer.FN
        || previous() == NnLexer.MODEL) {
      return false;
    }
    if (previous() != Token.EOF && previous() != NnLexer.END && previous() != NnLexer.LBRACE) {
      return true;
    }
    int close = open + 1;
    while (typeAt(close) != Token.EOF
        && !(typeAt(close) == NnLexer.RPAREN && words.get(close).opener() == words.get(open))) {
      close++;
    }
    int next = typeAt(close) == Token.EOF ? Token.EOF : typeAt(skip(close + 1));
    return next != NnLexer.ARROW && next != NnLexer.ASSIGN && next != NnLexer.LBRACE;
  }

  private boolean isTrailing(Word comma, int i) {
    Word next = words.get(skip(i + 1));
    return !inBlock(comma)
        && Kinds.CLOSERS.contains(next.getType())
        && previous() != NnLexer.COMMA
        && current.getLast() != comma.opener();
  }

  private boolean isLabel(Word word, int i) {
    Word opener = word.opener();
    return opener != null
        && opener.getType() == NnLexer.LPAREN
        && (previous() == NnLexer.COMMA || current.getLast() == opener)
        && typeAt(skip(i + 1)) == NnLexer.COLON
        && (word.getType() == NnLexer.NAME || !opensParameters(opener));
  }

  /** Arguments may be named like keywords, parameters may not. */
  private boolean opensParameters(Word paren) {
    int i = paren.getTokenIndex();
    int before = i > 0 ? typeAt(i - 1) : Token.EOF;
    int second = i > 1 ? typeAt(i - 2) : Token.EOF;
    return before == NnLexer.FORWARD && second != NnLexer.DOT
        || before == NnLexer.NAME && (second == NnLexer.FN || second == NnLexer.MODEL);
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
}
