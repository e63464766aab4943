// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

/**
 * What belongs to a diagnostic but stands elsewhere.
 *
 * @param span where; {@link Span#NONE} if nowhere
 * @param isMaker whether the call there made the layer or model that it is about
 */
public record Note(String message, Span span, boolean isMaker) {
  public Note(String message, Span span) {
    this(message, span, false);
  }

  /** What belongs to no place. */
  public Note(String message) {
    this(message, Span.NONE);
  }

  /** Where a layer or model was made: {@code linear(1, 64) was made here}. */
  public static Note maker(String message, Span span) {
    return new Note(message, span, true);
  }
}
