// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.List;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.jspecify.annotations.Nullable;

/** The words of one statement, as ANTLR's parser reads them. */
final class WordStream implements TokenStream {
  private final List<Word> words;
  private int at;

  /**
   * @param words ended by one of type EOF
   */
  WordStream(List<Word> words) {
    this.words = words;
  }

  List<Word> words() {
    return words;
  }

  @Override
  public @Nullable Token LT(int distance) {
    int i = distance > 0 ? at + distance - 1 : at + distance;
    return i < 0 ? null : get(Math.min(i, words.size() - 1));
  }

  @Override
  public int LA(int distance) {
    Token word = LT(distance);
    return word == null ? Token.INVALID_TYPE : word.getType();
  }

  @Override
  public Token get(int index) {
    return words.get(index);
  }

  @Override
  public void consume() {
    at++;
  }

  @Override
  public int index() {
    return at;
  }

  @Override
  public void seek(int index) {
    at = index;
  }

  @Override
  public int size() {
    return words.size();
  }

  @Override
  public int mark() {
    return 0;
  }

  @Override
  public void release(int marker) {}

  @Override
  public String getSourceName() {
    return words.getFirst().span().source().name();
  }

  @Override
  public @Nullable TokenSource getTokenSource() {
    return null;
  }

  @Override
  public String getText(Interval interval) {
    return "";
  }

  @Override
  public String getText() {
    return "";
  }

  @Override
  public String getText(RuleContext context) {
    return "";
  }

  @Override
  public String getText(Token start, Token stop) {
    return "";
  }
}
