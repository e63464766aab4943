// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.Map;
import org.nnlang.tensor.Memory;

/**
 * Byte pair encoding on characters, as SentencePiece has it for Llama and Mistral: spaces are
 * {@code ▁}, and a character without a token is its bytes, {@code <0xE6>}, where there are tokens
 * for these, else unknown.
 */
final class CharacterBpe extends NamedTokens {
  private final Model model;

  /**
   * All that a tokenizer of this kind is.
   *
   * @param unknown the token of what has none, or -1: then it is left out
   * @param fuses whether unknown characters next to each other are one token
   * @param bytes whether a character without a token is its bytes
   * @param whole whether a piece that is a token is never cut
   */
  record Model(
      Map<String, Integer> ids,
      Merges merges,
      int unknown,
      boolean fuses,
      boolean bytes,
      boolean whole) {}

  CharacterBpe(
      Memory memory,
      AddedTokens added,
      Cutting cutting,
      Decoding decoding,
      Model model,
      int size,
      String json) {
    super(memory, added, cutting, decoding, model.ids, size, json);
    this.model = model;
  }

  @Override
  void piece(String piece, TokenList out) {
    Integer all = model.whole ? model.ids.get(piece) : null;
    if (all != null) {
      out.add(all);
      return;
    }
    TokenList tokens = new TokenList(piece.length());
    boolean unknown = false;
    for (int from = 0; from < piece.length(); ) {
      int to = piece.offsetByCodePoints(from, 1);
      String character = piece.substring(from, to);
      from = to;
      Integer id = model.ids.get(character);
      long[] bytes = id == null && model.bytes ? bytes(character) : null;
      if (id != null) {
        if (unknown) {
          tokens.add(model.unknown);
        }
        unknown = false;
        tokens.add(id);
      } else if (bytes != null) {
        tokens.add(bytes);
      } else if (model.unknown >= 0) {
        if (unknown && !model.fuses) {
          tokens.add(model.unknown);
        }
        unknown = true;
      }
    }
    if (unknown) {
      tokens.add(model.unknown);
    }
    long[] found = tokens.toArray();
    int[] token = new int[found.length];
    for (int i = 0; i < token.length; i++) {
      token[i] = (int) found[i];
    }
    out.add(model.merges.merged(token));
  }

  @Override
  public String show() {
    return "bpe(" + size() + ")";
  }
}
