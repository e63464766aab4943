// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;

/**
 * A word as ANTLR's parser reads it. Its offsets count UTF-16 units, as {@link Span} does, where
 * ANTLR counts code points. Never changed: what a later stage knows better is a new word.
 */
final class Word implements Token {
  private final SourceText source;
  private final int type;
  private final int start;
  private final int end;
  private final int index;
  private final @Nullable Word opener;

  private Word(SourceText source, int type, int start, int end, int index, @Nullable Word opener) {
    this.source = source;
    this.type = type;
    this.start = start;
    this.end = end;
    this.index = index;
    this.opener = opener;
  }

  /**
   * A word as it was found.
   *
   * @param index which of the script's words it is
   */
  Word(SourceText source, int type, int start, int end, int index) {
    this(source, type, start, end, index, null);
  }

  /** The same place as another type. */
  Word as(int other) {
    return new Word(source, other, start, end, index, opener);
  }

  /** The same word, which stands in {@code bracket}. */
  Word in(Word bracket) {
    return new Word(source, type, start, end, index, bracket);
  }

  /** The innermost bracket, or string, that is open here, or that this closes; null if none is. */
  @Nullable Word opener() {
    return opener;
  }

  Span span() {
    return new Span(source, start, end);
  }

  /** From the start of this to the end of {@code last}. */
  Span to(Token last) {
    return source.span(start, last.getStopIndex() + 1);
  }

  int line() {
    return source.lineAt(start);
  }

  /** Whether nothing stands between this and {@code next}. */
  boolean touches(Word next) {
    return end == next.start;
  }

  @Override
  public String getText() {
    return source.text().substring(start, end);
  }

  @Override
  public int getType() {
    return type;
  }

  @Override
  public int getStartIndex() {
    return start;
  }

  @Override
  public int getStopIndex() {
    return end - 1;
  }

  /** Which of the script's words it is. */
  @Override
  public int getTokenIndex() {
    return index;
  }

  @Override
  public int getLine() {
    return line();
  }

  @Override
  public int getCharPositionInLine() {
    return source.columnAt(start) - 1;
  }

  @Override
  public int getChannel() {
    return DEFAULT_CHANNEL;
  }

  @Override
  public @Nullable TokenSource getTokenSource() {
    return null;
  }

  @Override
  public @Nullable CharStream getInputStream() {
    return null;
  }

  @Override
  public String toString() {
    return getText();
  }
}
