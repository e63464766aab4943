// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;

/**
 * A token whose offsets count UTF-16 units, as {@link Span} does, where ANTLR counts code points.
 * It knows the bracket it stands in.
 */
final class Word extends CommonToken {
  private final SourceText source;
  private Word opener;

  Word(SourceText source, int type, int start, int end) {
    super(type);
    this.source = source;
    setStartIndex(start);
    setStopIndex(end - 1);
  }

  /** The same place as another type. */
  Word as(int type) {
    var word = new Word(source, type, start, stop + 1);
    word.opener = opener;
    return word;
  }

  /** The innermost bracket, or string, that is open here, or that this closes; null if none is. */
  Word opener() {
    return opener;
  }

  void standIn(Word bracket) {
    opener = bracket;
  }

  Span span() {
    return new Span(source, start, stop + 1);
  }

  /** From the start of this to the end of {@code last}. */
  Span to(Token last) {
    return source.span(start, last.getStopIndex() + 1);
  }

  @Override
  public String getText() {
    return source.text().substring(start, stop + 1);
  }

  int line() {
    return source.lineAt(start);
  }

  /** Whether nothing stands between this and {@code next}. */
  boolean touches(Word next) {
    return stop + 1 == next.start;
  }
}
