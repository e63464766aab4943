// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.nnlang.source.Span;
import org.nnlang.syntax.Lexeme.Role;
import org.nnlang.syntax.antlr.NnLexer;

/** Says of each word of a script what it does there. */
final class Lexemes {
  private final List<Word> words;
  private final BitSet ends;
  private final List<Lexeme> out = new ArrayList<>();

  /** Of the last word of the statement; a newline where it begins. */
  private Role before = Role.NEWLINE;

  private Lexemes(List<Word> words, BitSet ends) {
    this.words = words;
    this.ends = ends;
  }

  /**
   * @param words their brackets checked
   * @param ends which of them end statements
   */
  static List<Lexeme> of(List<Word> words, BitSet ends) {
    var lexemes = new Lexemes(words, ends);
    for (int i = 0; i < words.size(); i++) {
      i = lexemes.read(i);
    }
    return lexemes.out;
  }

  /** Reads what begins with word {@code i}; gives the last word that belongs to it. */
  private int read(int i) {
    Word word = words.get(i);
    int type = word.getType();
    if (type == Token.EOF) {
      return i;
    }
    int last = type == NnLexer.STRING_OPEN || type == NnLexer.TEXT_OPEN ? endOfString(i) : i;
    Role role = role(word, i);
    Span span = word.to(words.get(last));
    out.add(new Lexeme(role, span, ends.get(i)));
    if (ends.get(i)) {
      before = Role.NEWLINE;
    } else if (role != Role.COMMENT && role != Role.NEWLINE) {
      before = role;
    }
    return last;
  }

  /** The last word of a string; where it is open, of the text. */
  private int endOfString(int start) {
    Word open = words.get(start);
    for (int i = start + 1; i < words.size(); i++) {
      Word word = words.get(i);
      if (word.getType() == NnLexer.STRING_CLOSE && word.opener() == open) {
        return i;
      }
    }
    return words.size() - 1;
  }

  private Role role(Word word, int i) {
    int type = word.getType();
    if (Kinds.isKeyword(type) && isName(word, i)) {
      return Role.OPERAND;
    }
    return switch (type) {
      case NnLexer.COMMENT -> Role.COMMENT;
      case NnLexer.NEWLINE -> Role.NEWLINE;
      case NnLexer.SEMICOLON -> Role.SEMICOLON;
      case NnLexer.COMMA -> Role.COMMA;
      case NnLexer.COLON -> Role.COLON;
      case NnLexer.DOT -> Role.DOT;
      case NnLexer.RANGE -> Role.RANGE;
      case NnLexer.LPAREN, NnLexer.LBRACKET, NnLexer.RECORD_OPEN -> Role.OPEN;
      case NnLexer.RPAREN, NnLexer.RBRACKET -> Role.CLOSE;
      case NnLexer.LBRACE -> Role.BLOCK_OPEN;
      case NnLexer.RBRACE ->
          word.opener() instanceof Word open && open.getType() == NnLexer.LBRACE
              ? Role.BLOCK_CLOSE
              : Role.CLOSE;
      case NnLexer.NOT -> Role.PREFIX;
      case NnLexer.MINUS -> endsOperand(before) ? Role.INFIX : Role.PREFIX;
      case NnLexer.TRUE, NnLexer.FALSE, NnLexer.NONE -> Role.OPERAND;
      case NnLexer.ASSIGN -> Role.INFIX;
      default -> {
        if (Kinds.OPERATORS.contains(type)) {
          yield Role.INFIX;
        }
        yield Kinds.isKeyword(type) ? Role.KEYWORD : Role.OPERAND;
      }
    };
  }

  private static boolean endsOperand(Role role) {
    return role == Role.OPERAND || role == Role.CLOSE || role == Role.BLOCK_CLOSE;
  }

  /** Whether a keyword is the name of a member, an argument or a field. */
  private boolean isName(Word word, int i) {
    int next = i + 1;
    while (Kinds.isSpace(words.get(next).getType())) {
      next++;
    }
    Word opener = word.opener();
    boolean named =
        opener != null
            && (opener.getType() == NnLexer.LPAREN || opener.getType() == NnLexer.RECORD_OPEN)
            && (before == Role.OPEN || before == Role.COMMA)
            && words.get(next).getType() == NnLexer.COLON;
    return named || before == Role.DOT;
  }
}
