// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.tensor.Memory;

/** Tokenizers whose tokens are the texts of a vocabulary. */
abstract class VocabularyTokens extends PieceTokens {
  private final @Nullable String[] texts;
  private final String json;

  /**
   * @param size how many tokens there are, some of which may have no text
   * @param json the file it is written to
   */
  VocabularyTokens(
      Memory memory,
      AddedTokens added,
      Cutting cutting,
      Map<String, Integer> ids,
      int size,
      String json) {
    super(memory, added, cutting);
    this.json = json;
    texts = new String[size];
    ids.forEach((text, id) -> texts[id] = text);
    added.all().forEach(a -> texts[a.id()] = a.text());
  }

  /** The text of a token; a {@code Problem} where it has none. */
  final String textOf(long token) {
    String text = token < 0 || token >= texts.length ? null : texts[(int) token];
    if (text == null) {
      throw unknown(token);
    }
    return text;
  }

  @Override
  final String json() {
    return json;
  }

  @Override
  public final long size() {
    return texts.length;
  }
}
