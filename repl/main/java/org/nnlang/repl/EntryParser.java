// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.nnlang.session.CompletionContext;
import org.nnlang.session.Prompt;
import org.nnlang.syntax.TextPieces;

/** Tells the line editor whether what was typed needs more lines, and which word is being typed. */
final class EntryParser implements Parser {
  /** With this as the editor's unit, the error says by how many cells the next line is moved. */
  static final int INDENT_UNIT = 1;

  static final int INDENT = 2;

  @Override
  public ParsedLine parse(String text, int signs, ParseContext context) {
    int cursor = EntryReader.place(text, signs);
    boolean finished = context == ParseContext.ACCEPT_LINE;
    if (finished && !Directive.isOne(text) && Prompt.isIncomplete(text)) {
      int indent = CompletionContext.of(text, text.length()).inString() ? 0 : INDENT * open(text);
      throw new EOFError(-1, -1, "more lines follow", "", indent, null);
    }
    CompletionContext place = CompletionContext.of(text, cursor);
    return new Line(text, cursor, text.substring(place.wordStart(), cursor));
  }

  private static int open(String text) {
    int open = 0;
    for (TextPieces.Piece piece : TextPieces.of(text)) {
      if (piece.kind() == TextPieces.Kind.BRACKET) {
        open += "([{".indexOf(text.charAt(piece.start())) >= 0 ? 1 : -1;
      }
    }
    return Math.max(0, open);
  }

  @Override
  public boolean isEscapeChar(char c) {
    return false;
  }

  /** A text whose only word is the one before the cursor. */
  private record Line(String line, int cursor, String word) implements CompletingParsedLine {
    @Override
    public int wordCursor() {
      return rawWordLength();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return rawWordLength();
    }

    /** In signs, of which the editor takes so many away. */
    @Override
    public int rawWordLength() {
      return word.codePointCount(0, word.length());
    }
  }
}
