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
abstract class NamedTokens extends PieceTokens {
  private final Decoding decoding;
  private final Map<String, Integer> ids;
  private final @Nullable String[] names;
  private final String json;

  NamedTokens(
      Memory memory,
      AddedTokens added,
      Cutting cutting,
      Decoding decoding,
      Map<String, Integer> ids,
      int size,
      String json) {
    super(memory, added, cutting);
    this.decoding = decoding;
    this.ids = ids;
    this.json = json;
    names = new String[size];
    ids.forEach((name, id) -> names[id] = name);
    added.all().forEach(a -> names[a.id()] = a.text());
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
  final String json() {
    return json;
  }

  @Override
  public final long size() {
    return names.length;
  }

  @Override
  public final String decode(long... tokens) {
    List<String> parts = new ArrayList<>();
    for (long token : tokens) {
      String name = token < 0 || token >= names.length ? null : names[(int) token];
      if (name == null) {
        throw unknown(token);
      }
      parts.add(name);
    }
    return decoding.text(parts);
  }
}
