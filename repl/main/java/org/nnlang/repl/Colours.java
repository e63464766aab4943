// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.nnlang.session.Typing;
import org.nnlang.syntax.TextPieces;

/**
 * Colours what is typed by the kinds of its words, underlines what is wrong, and marks the brackets
 * that go together where the cursor is.
 */
final class Colours implements Highlighter {
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

  private final Supplier<Typing> typing;

  /**
   * @param typing what is known of the entry; null where that is nothing yet
   */
  Colours(Supplier<Typing> typing) {
    this.typing = typing;
  }

  @Override
  public AttributedString highlight(LineReader reader, String text) {
    int cursor = EntryReader.place(text, reader.getBuffer().cursor());
    Typing known = typing.get();
    List<Typing.Place> wrong = known == null ? List.of() : known.wrong(text, cursor);
    boolean typed = reader instanceof EntryReader entry && entry.isTyped();
    List<Typing.Place> brackets = typed ? Typing.brackets(text, cursor) : List.of();
    var styles = new AttributedStyle[text.length()];
    for (TextPieces.Piece piece : TextPieces.of(text)) {
      AttributedStyle style =
          style(piece.kind(), text.substring(piece.start(), piece.end()), known);
      for (int i = piece.start(); i < piece.end(); i++) {
        styles[i] = style;
      }
    }
    var out = new AttributedStringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      AttributedStyle style = styles[i] == null ? PLAIN : styles[i];
      style = isWithin(brackets, i) ? style.bold().foreground(AttributedStyle.CYAN) : style;
      style = isWithin(wrong, i) ? style.underline().foreground(AttributedStyle.RED) : style;
      out.style(style).append(text.charAt(i));
    }
    return out.toAttributedString();
  }

  private static boolean isWithin(List<Typing.Place> places, int at) {
    return places.stream().anyMatch(p -> p.start() <= at && at < p.end());
  }

  private static AttributedStyle style(TextPieces.Kind kind, String word, Typing known) {
    return switch (kind) {
      case KEYWORD -> PLAIN.foreground(AttributedStyle.MAGENTA);
      case NUMBER -> PLAIN.foreground(AttributedStyle.CYAN);
      case STRING -> PLAIN.foreground(AttributedStyle.GREEN);
      case ESCAPE -> PLAIN.foreground(AttributedStyle.YELLOW);
      case COMMENT -> PLAIN.foreground(AttributedStyle.BRIGHT | AttributedStyle.BLACK);
      case ERROR -> PLAIN.foreground(AttributedStyle.RED);
      case NAME ->
          known != null && known.isFunction(word) ? PLAIN.foreground(AttributedStyle.BLUE) : PLAIN;
      case OPERATOR, BRACKET -> PLAIN;
    };
  }
}
