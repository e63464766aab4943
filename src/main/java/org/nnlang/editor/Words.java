// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.builtin.Subject;
import org.nnlang.resolve.Symbol;
import org.nnlang.resolve.Use;
import org.nnlang.syntax.TextPieces;

/** The words of a script by what they mean, for colours. */
public final class Words {
  private Words() {}

  public enum Kind {
    KEYWORD,
    NUMBER,
    STRING,
    COMMENT,
    OPERATOR,
    FUNCTION,
    MODEL,
    PARAMETER,
    VARIABLE,
    MEMBER,
    IMPORT
  }

  /**
   * @param builtin whether it is a name that comes with nn
   */
  public record Word(Kind kind, int start, int end, boolean builtin) {}

  public static List<Word> of(Analysis a) {
    Map<Integer, Symbol> symbols = new HashMap<>();
    for (Use use : a.names().uses()) {
      if (use.symbol() != null) {
        symbols.put(use.span().start(), use.symbol());
      }
    }
    for (Symbol symbol : a.names().symbols()) {
      symbol.definitions().forEach(d -> symbols.put(d.span().start(), symbol));
    }
    List<Word> words = new ArrayList<>();
    List<TextPieces.Piece> pieces = a.pieces();
    for (int i = 0; i < pieces.size(); i++) {
      TextPieces.Piece piece = pieces.get(i);
      switch (piece.kind()) {
        case KEYWORD -> words.add(word(Kind.KEYWORD, piece));
        case NUMBER -> words.add(word(Kind.NUMBER, piece));
        case STRING, ESCAPE -> words.add(word(Kind.STRING, piece));
        case COMMENT -> words.add(word(Kind.COMMENT, piece));
        case OPERATOR -> words.add(word(Kind.OPERATOR, piece));
        case NAME -> words.add(name(a, pieces, i, symbols.get(piece.start())));
        case BRACKET, ERROR -> {}
      }
    }
    return words;
  }

  private static Word word(Kind kind, TextPieces.Piece piece) {
    return new Word(kind, piece.start(), piece.end(), false);
  }

  private static Word name(
      Analysis a,
      List<TextPieces.Piece> pieces,
      int i,
      @org.jspecify.annotations.Nullable Symbol symbol) {
    TextPieces.Piece piece = pieces.get(i);
    String name = a.word(piece);
    if (symbol != null) {
      Kind kind =
          switch (symbol.kind()) {
            case PARAMETER, DIMENSION -> Kind.PARAMETER;
            case FUNCTION -> Kind.FUNCTION;
            case MODEL -> Kind.MODEL;
            case IMPORT -> Kind.IMPORT;
            case VARIABLE, WEIGHT, STATE -> Kind.VARIABLE;
          };
      return word(kind, piece);
    }
    boolean called = i + 1 < pieces.size() && a.word(pieces.get(i + 1)).equals("(");
    boolean field = i + 1 < pieces.size() && a.word(pieces.get(i + 1)).equals(":");
    boolean afterDot = i > 0 && a.word(pieces.get(i - 1)).equals(".");
    if (a.builtins().has(name) && !field && (!afterDot || called)) {
      boolean model = a.builtins().subject(name) == Subject.MODEL;
      return new Word(model ? Kind.MODEL : Kind.FUNCTION, piece.start(), piece.end(), true);
    }
    return word(field ? Kind.PARAMETER : afterDot ? Kind.MEMBER : Kind.VARIABLE, piece);
  }
}
