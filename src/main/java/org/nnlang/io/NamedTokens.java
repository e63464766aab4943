// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.tensor.Memory;

/** Tokenizers as SentencePiece makes them: tokens are texts, of which a decoder makes one. */
abstract class NamedTokens extends VocabularyTokens {
  private final Decoding decoding;
  private final Map<String, Integer> ids;

  NamedTokens(
      Memory memory,
      AddedTokens added,
      Cutting cutting,
      Decoding decoding,
      Map<String, Integer> ids,
      int size,
      String json) {
    super(memory, added, cutting, ids, size, json);
    this.decoding = decoding;
    this.ids = ids;
  }

  /** The tokens of the bytes of a text; null where one of them has none. */
  final long @Nullable [] bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long[] tokens = new long[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      Integer id = ids.get(String.format(Locale.ROOT, "<0x%02X>", bytes[i]));
      if (id == null) {
        return null;
      }
      tokens[i] = id;
    }
    return tokens;
  }

  @Override
  final boolean takesWholeTexts() {
    return true;
  }

  @Override
  public final String decode(long... tokens) {
    List<String> parts = new ArrayList<>();
    for (long token : tokens) {
      parts.add(textOf(token));
    }
    return decoding.text(parts);
  }
}
