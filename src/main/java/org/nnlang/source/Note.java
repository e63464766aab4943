// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import org.jspecify.annotations.Nullable;

/**
 * What belongs to a diagnostic but stands elsewhere.
 *
 * @param span where, or null
 * @param isMaker whether the call there made the layer or model that it is about
 */
public record Note(String message, Span span, boolean isMaker) {
  public Note(String message, @Nullable Span span) {
    this(message, span, false);
  }

  /** Where a layer or model was made: {@code linear(1, 64) was made here}. */
  public static Note maker(String message, Span span) {
    return new Note(message, span, true);
  }
}
