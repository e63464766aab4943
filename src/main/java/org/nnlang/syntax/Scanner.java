// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.antlr.NnLexer;

/** Cuts a text into words. It never fails: what is no word is a word of a type that says so. */
final class Scanner {
  private Scanner() {}

  /** All words with comments, but without blanks; the last one is the end of the file. */
  static List<Word> scan(SourceText source) {
    var lexer = new NnLexer(CharStreams.fromString(source.text()));
    lexer.removeErrorListeners();
    var offsets = new Offsets(source.text());
    var words = new ArrayList<Word>();
    Token token;
    do {
      token = lexer.nextToken();
      int start = offsets.at(token.getStartIndex());
      int end = token.getType() == Token.EOF ? start : offsets.at(token.getStopIndex() + 1);
      words.add(new Word(source, token.getType(), start, end, words.size()));
    } while (token.getType() != Token.EOF);
    return words;
  }

  /** From code points to UTF-16 units, asked for in rising order. */
  private static final class Offsets {
    private final String text;
    private int codePoint;
    private int unit;

    Offsets(String text) {
      this.text = text;
    }

    int at(int index) {
      unit = text.offsetByCodePoints(unit, index - codePoint);
      codePoint = index;
      return unit;
    }
  }
}
