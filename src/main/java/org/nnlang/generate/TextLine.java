// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.value.Tokenizer;

/** A line that is a text, which ends before the first of its stops. */
public final class TextLine extends Line {
  /** What decoders put in the place of bytes that are no character. */
  private static final char BROKEN = '\ufffd';

  private final Tokenizer tokenizer;
  private final String start;
  private final List<String> stops;
  private final int longest;
  private @Nullable String ended;
  private int shown;

  /**
   * @param stops none of them empty
   */
  public TextLine(Tokenizer tokenizer, long[] start, List<String> stops) {
    super(start);
    this.tokenizer = tokenizer;
    this.start = tokenizer.decode(start);
    this.stops = stops;
    longest = stops.stream().mapToInt(String::length).max().orElse(1);
  }

  /** The same as another at this moment. */
  private TextLine(TextLine other) {
    super(other);
    tokenizer = other.tokenizer;
    start = other.start;
    stops = other.stops;
    longest = other.longest;
    ended = other.ended;
    shown = other.shown;
  }

  /** The same and one token more; this one stays as it is. */
  TextLine and(long id) {
    TextLine longer = new TextLine(this);
    longer.add(id);
    return longer;
  }

  @Override
  void add(long id) {
    super.add(id);
    if (!stops.isEmpty() && ended == null) {
      String made = decoded();
      int stop = stops.stream().mapToInt(made::indexOf).filter(i -> i >= 0).min().orElse(-1);
      ended = stop < 0 ? null : made.substring(0, stop);
    }
  }

  @Override
  boolean isDone() {
    return ended != null;
  }

  /** The text of what was added, with a space before it where words begin with one. */
  private String decoded() {
    String all = tokenizer.decode(all());
    return all.startsWith(start) ? all.substring(start.length()) : tokenizer.decode(made());
  }

  /** What has been made, without a last character of which some bytes are missing. */
  public String text() {
    if (ended != null) {
      return ended;
    }
    String made = decoded();
    int last = made.length() - 1;
    return last >= 0 && made.charAt(last) == BROKEN ? made.substring(0, last) : made;
  }

  /** The part of the text that is sure to stay and has not been given before. */
  public String fresh() {
    String text = text();
    // what may become a stop has to wait
    return upTo(text, ended != null ? text.length() : text.length() - (longest - 1));
  }

  /** All of the text that has not been given before. */
  public String rest() {
    String text = text();
    return upTo(text, text.length());
  }

  private String upTo(String text, int end) {
    // a character of two halves is given as one
    int to = end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    if (to <= shown) {
      return "";
    }
    String more = text.substring(shown, to);
    shown = to;
    return more;
  }
}
