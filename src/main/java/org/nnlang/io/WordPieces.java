// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.Map;
import org.nnlang.tensor.Memory;

/**
 * Words and parts of words (Schuster and Nakajima, 2012), as BERT has them: of each word the
 * longest token that it begins with, then the longest that goes on, which is written with a prefix.
 */
final class WordPieces extends VocabularyTokens {
  private final Vocabulary vocabulary;

  /**
   * All that a tokenizer of this kind is.
   *
   * @param size how many tokens there are, some of which may have no text
   * @param unknown the token of a word that cannot be put together
   * @param prefix how tokens begin that go on a word
   * @param longest longer words are unknown
   */
  record Vocabulary(Map<String, Integer> ids, int size, int unknown, String prefix, long longest) {}

  WordPieces(
      Memory memory, AddedTokens added, Cutting cutting, Vocabulary vocabulary, String json) {
    super(memory, added, cutting, vocabulary.ids, vocabulary.size, json);
    this.vocabulary = vocabulary;
  }

  @Override
  void piece(String word, TokenList out) {
    if (word.codePointCount(0, word.length()) > vocabulary.longest) {
      out.add(vocabulary.unknown);
      return;
    }
    TokenList parts = new TokenList(8);
    for (int from = 0; from < word.length(); ) {
      int to = word.length();
      Integer id = null;
      while (to > from && id == null) {
        String part = word.substring(from, to);
        id = vocabulary.ids.get(from == 0 ? part : vocabulary.prefix + part);
        to -= id == null ? 1 : 0;
      }
      if (id == null) {
        out.add(vocabulary.unknown);
        return;
      }
      parts.add(id);
      from = to;
    }
    out.add(parts.toArray());
  }

  @Override
  public String decode(long... tokens) {
    StringBuilder text = new StringBuilder();
    for (long token : tokens) {
      String word = textOf(token);
      boolean goesOn = word.startsWith(vocabulary.prefix) && !vocabulary.prefix.isEmpty();
      boolean closes = word.length() == 1 && ".?!,".contains(word);
      text.append(goesOn || closes || text.isEmpty() ? "" : " ");
      text.append(goesOn ? word.substring(vocabulary.prefix.length()) : word);
    }
    return text.toString();
  }

  @Override
  public String show() {
    return "wordpiece(" + size() + ")";
  }
}
