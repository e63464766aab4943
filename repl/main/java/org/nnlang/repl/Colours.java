// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.util.function.Predicate;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.nnlang.syntax.TextPieces;

/** Colours what is typed by the kinds of its words. */
final class Colours implements Highlighter {
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

  private final Predicate<String> isFunction;

  /**
   * @param isFunction whether nn has a function of that name
   */
  Colours(Predicate<String> isFunction) {
    this.isFunction = isFunction;
  }

  @Override
  public AttributedString highlight(LineReader reader, String text) {
    var out = new AttributedStringBuilder(text.length());
    int at = 0;
    for (TextPieces.Piece piece : TextPieces.of(text)) {
      out.append(text.substring(at, piece.start()), PLAIN);
      String word = text.substring(piece.start(), piece.end());
      out.append(word, style(piece.kind(), word));
      at = piece.end();
    }
    return out.append(text.substring(at), PLAIN).toAttributedString();
  }

  private AttributedStyle style(TextPieces.Kind kind, String word) {
    return switch (kind) {
      case KEYWORD -> PLAIN.foreground(AttributedStyle.MAGENTA);
      case NUMBER -> PLAIN.foreground(AttributedStyle.CYAN);
      case STRING -> PLAIN.foreground(AttributedStyle.GREEN);
      case ESCAPE -> PLAIN.foreground(AttributedStyle.YELLOW);
      case COMMENT -> PLAIN.foreground(AttributedStyle.BRIGHT | AttributedStyle.BLACK);
      case ERROR -> PLAIN.foreground(AttributedStyle.RED);
      case NAME -> isFunction.test(word) ? PLAIN.foreground(AttributedStyle.BLUE) : PLAIN;
      case OPERATOR, BRACKET -> PLAIN;
    };
  }
}
