// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.antlr.NnLexer;

/** The pieces of a text, for colouring and for completing what is being typed. */
public final class TextPieces {
  private TextPieces() {}

  /** What a piece is. */
  public enum Kind {
    KEYWORD,
    NAME,
    NUMBER,
    /** Quotes, text between them, and the format in a hole. */
    STRING,
    /** {@code \n} and the like in a string. */
    ESCAPE,
    /** Also {@code ,}, {@code :}, {@code ;} and {@code .}. */
    OPERATOR,
    /** Also the braces of a hole in a string. */
    BRACKET,
    COMMENT,
    /** What is no word of the language. */
    ERROR
  }

  /** A piece of the text from {@code start} up to, and without, {@code end}, in UTF-16 units. */
  public record Piece(Kind kind, int start, int end) {}

  /**
   * All pieces in order; blanks and line breaks are between them. Any text has pieces: this never
   * throws.
   */
  public static List<Piece> of(String text) {
    return Scanner.scan(new SourceText("", text)).stream().flatMap(TextPieces::piece).toList();
  }

  private static Stream<Piece> piece(Word word) {
    return kind(word.getType()).stream()
        .map(kind -> new Piece(kind, word.getStartIndex(), word.getStopIndex() + 1));
  }

  private static Optional<Kind> kind(int type) {
    return switch (type) {
      case Token.EOF, NnLexer.NEWLINE, NnLexer.UNCLOSED_STRING, NnLexer.UNCLOSED_HOLE ->
          Optional.empty();
      case NnLexer.NAME -> Optional.of(Kind.NAME);
      case NnLexer.INT, NnLexer.FLOAT -> Optional.of(Kind.NUMBER);
      case NnLexer.STRING_OPEN,
          NnLexer.TEXT_OPEN,
          NnLexer.STRING_TEXT,
          NnLexer.STRING_CLOSE,
          NnLexer.FORMAT ->
          Optional.of(Kind.STRING);
      case NnLexer.ESCAPE -> Optional.of(Kind.ESCAPE);
      case NnLexer.LPAREN,
          NnLexer.RPAREN,
          NnLexer.LBRACKET,
          NnLexer.RBRACKET,
          NnLexer.LBRACE,
          NnLexer.RBRACE,
          NnLexer.HOLE_OPEN ->
          Optional.of(Kind.BRACKET);
      case NnLexer.COMMENT -> Optional.of(Kind.COMMENT);
      case NnLexer.BAD_NUMBER,
          NnLexer.BAD_ESCAPE,
          NnLexer.FOREIGN,
          NnLexer.SINGLE_QUOTED,
          NnLexer.UNKNOWN ->
          Optional.of(Kind.ERROR);
      default -> Optional.of(Kinds.isKeyword(type) ? Kind.KEYWORD : Kind.OPERATOR);
    };
  }
}
