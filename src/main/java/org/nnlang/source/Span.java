// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

/**
 * A part of a text: from {@code start} up to, and without, {@code end}. An empty span points
 * between two characters.
 */
public record Span(SourceText source, int start, int end) {
  /** The place of what has none. */
  public static final Span NONE = new Span(new SourceText("", ""), 0, 0);

  public boolean isKnown() {
    return source != NONE.source;
  }

  /** The line of the first character, from 1. */
  public int line() {
    return source.lineAt(start);
  }

  /** The column of the first character in its line, in code points from 1. */
  public int column() {
    return source.columnAt(start);
  }

  /** The line of the last character, from 1. */
  public int endLine() {
    return source.lineAt(Math.max(start, end - 1));
  }

  /** Whether {@code other}, which is in the same text, is within this. */
  public boolean contains(Span other) {
    return start <= other.start && other.end <= end;
  }

  public String text() {
    return source.text().substring(start, end);
  }

  /** From the start of this span to the end of {@code other}, which is in the same text. */
  public Span to(Span other) {
    return new Span(source, start, Math.max(end, other.end));
  }

  /** {@code file.nn:3:7}. */
  @Override
  public String toString() {
    return isKnown() ? source.name() + ":" + line() + ":" + column() : "(unknown)";
  }
}
