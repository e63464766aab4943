// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jline.reader.History;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.nnlang.session.Typing;

/**
 * The line editor, with grey text behind what is typed: the arguments that a call still takes, or
 * the rest of an entry of before, which the right arrow, End or Ctrl-E makes one's own, and Alt-F a
 * word of it.
 */
final class EntryReader extends LineReaderImpl {
  private static final int REMEMBERED = 500;

  private final Supplier<Typing> typing;
  private String rest = "";

  /**
   * @param typing what is known of the entry; null where that is nothing yet, or no grey can be
   *     seen
   */
  EntryReader(Terminal terminal, Map<String, Object> variables, Supplier<Typing> typing)
      throws IOException {
    super(terminal, "nn", variables);
    this.typing = typing;
  }

  /**
   * Where a place that the editor counts in signs is in a text.
   *
   * @param signs may be beyond the text's end, where that is another than the editor's
   */
  static int place(String text, int signs) {
    return text.offsetByCodePoints(0, Math.min(signs, text.codePointCount(0, text.length())));
  }

  /** Whether what is drawn is not yet what stays above the next prompt. */
  boolean isTyped() {
    return doAutosuggestion;
  }

  @Override
  public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> secondaryPrompts) {
    // the last time an entry is drawn, and below a list of choices, there is none
    boolean grey = doAutosuggestion && post == null;
    AttributedString drawn = super.getDisplayedBufferWithPrompts(secondaryPrompts);
    Typing known = grey ? typing.get() : null;
    rest = "";
    if (known == null) {
      return drawn;
    }
    int columns = Math.max(1, size.getColumns());
    int used = drawn.columnSplitLength(columns).getLast().columnLength();
    String text = buf.toString();
    int cursor = place(text, buf.cursor());
    String tip = known.tip(text, cursor, columns - used - 1);
    if (tip.isEmpty()) {
      rest = Typing.suggestion(text, cursor, entries());
      tip = cut(rest, columns - used - 1);
    }
    return new AttributedStringBuilder()
        .append(drawn)
        .append(tip, AttributedStyle.DEFAULT.faint())
        .toAttributedString();
  }

  private static String cut(String text, int room) {
    int end =
        Math.min(text.length(), Math.max(0, text.indexOf('\n') < 0 ? room : text.indexOf('\n')));
    boolean whole = end == text.length();
    return whole ? text : room < 2 ? "" : text.substring(0, Math.min(end, room - 1)) + "…";
  }

  private List<String> entries() {
    List<String> entries = new ArrayList<>();
    Iterator<History.Entry> newest = getHistory().reverseIterator(getHistory().last());
    while (newest.hasNext() && entries.size() < REMEMBERED) {
      entries.add(newest.next().line());
    }
    return entries;
  }

  private boolean take(int length) {
    if (buf.cursor() < buf.length() || rest.isEmpty()) {
      return false;
    }
    buf.write(rest.substring(0, length));
    return true;
  }

  @Override
  protected boolean forwardChar() {
    return take(rest.length()) || super.forwardChar();
  }

  @Override
  protected boolean endOfLine() {
    return take(rest.length()) || super.endOfLine();
  }

  @Override
  protected boolean forwardWord() {
    int end = 0;
    while (end < rest.length() && !Character.isLetterOrDigit(rest.charAt(end))) {
      end++;
    }
    while (end < rest.length() && Character.isLetterOrDigit(rest.charAt(end))) {
      end++;
    }
    return take(end) || super.forwardWord();
  }
}
