// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A script's text with a name to show, cut into lines.
 *
 * <p>Offsets count UTF-16 units from 0, as {@link String} does. Lines and columns count from 1, and
 * columns count code points, as editors do. Lines end at {@code \n}, {@code \r\n} or {@code \r}.
 */
public final class SourceText {
  private final String name;
  private final String text;
  private final SourceText original;
  private final int[] lineStarts;

  public SourceText(String name, String text) {
    this(name, text, null);
  }

  private SourceText(String name, String text, @Nullable SourceText original) {
    this.name = name;
    this.text = text;
    this.original = original == null ? this : original;
    this.lineStarts = lineStarts(text);
  }

  private static int[] lineStarts(String text) {
    var starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean carriage = c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n');
      if (c == '\n' || carriage) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  /** What this text would be if it were changed to {@code other}: it still stands for the same. */
  public SourceText changed(String other) {
    return new SourceText(name, other, original);
  }

  /** The text of which this is a {@linkplain #changed changed} copy, or this one. */
  public SourceText original() {
    return original;
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  public int length() {
    return text.length();
  }

  /** How many lines there are; at least 1. */
  public int lineCount() {
    return lineStarts.length;
  }

  /** The number of the line that holds {@code offset}, from 1. */
  public int lineAt(int offset) {
    int at = Arrays.binarySearch(lineStarts, clamp(offset));
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** The column of {@code offset} in its line, in code points from 1. */
  public int columnAt(int offset) {
    int end = clamp(offset);
    return text.codePointCount(lineStart(lineAt(end)), end) + 1;
  }

  /** Where line {@code number} (from 1) begins. */
  public int lineStart(int number) {
    return lineStarts[number - 1];
  }

  /** Where line {@code number} ends, without its line break. */
  public int lineEnd(int number) {
    int end = number < lineStarts.length ? lineStarts[number] : text.length();
    int start = lineStart(number);
    if (end > start && text.charAt(end - 1) == '\n') {
      end--;
    }
    if (end > start && text.charAt(end - 1) == '\r') {
      end--;
    }
    return end;
  }

  /** The text of line {@code number} (from 1), without its line break. */
  public String line(int number) {
    return text.substring(lineStart(number), lineEnd(number));
  }

  /** The part from {@code start} up to, and without, {@code end}; clipped to the text. */
  public Span span(int start, int end) {
    int from = clamp(start);
    return new Span(this, from, Math.max(from, clamp(end)));
  }

  private int clamp(int offset) {
    return Math.clamp(offset, 0, text.length());
  }

  @Override
  public String toString() {
    return name;
  }
}
