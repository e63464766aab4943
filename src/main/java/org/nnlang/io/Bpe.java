// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.nnlang.tensor.Memory;

/**
 * Byte pair encoding (Sennrich, Haddow and Birch, 2016) on the bytes of UTF-8, as GPT-2 does it:
 * text is cut into words, and within a word the two neighbours that were merged first in training
 * are merged until there are none. Takes any text.
 */
public final class Bpe extends PieceTokens {
  /** GPT-2's words: a run of letters, digits or signs with at most one space before it. */
  static final Pattern WORDS =
      Pattern.compile(
          "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final int CACHED = 1 << 14;

  private final Vocabulary vocabulary;
  private final Supplier<String> json;
  private final Map<String, long[]> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, long[]> eldest) {
          return size() > CACHED;
        }
      };

  /**
   * All that a tokenizer of this kind is.
   *
   * @param tokens the bytes of each token; null where there is none of that number
   * @param bytes the token of each byte
   * @param whole tokens that stand for a whole word, whatever the merges give; mostly empty
   */
  record Vocabulary(List<byte[]> tokens, int[] bytes, Merges merges, Map<String, Integer> whole) {}

  /**
   * @param json the file it is written to
   */
  Bpe(
      Memory memory,
      AddedTokens added,
      Cutting cutting,
      Vocabulary vocabulary,
      Supplier<String> json) {
    super(memory, added, cutting);
    this.vocabulary = vocabulary;
    this.json = json;
  }

  /**
   * A tokenizer whose tokens 0 to 255 are the bytes; each merge makes the next one.
   *
   * @param merges pairs of tokens, in the order in which training found them
   */
  static Bpe of(Memory memory, List<int[]> merges, Runnable poll) {
    List<byte[]> tokens = new ArrayList<>();
    int[] bytes = new int[256];
    for (int i = 0; i < 256; i++) {
      tokens.add(new byte[] {(byte) i});
      bytes[i] = i;
    }
    Map<Long, Merges.Merge> ranks = new HashMap<>();
    for (int[] pair : merges) {
      byte[] left = tokens.get(pair[0]);
      byte[] right = tokens.get(pair[1]);
      byte[] both = Arrays.copyOf(left, left.length + right.length);
      System.arraycopy(right, 0, both, left.length, right.length);
      ranks.put(Merges.key(pair[0], pair[1]), new Merges.Merge(ranks.size(), tokens.size()));
      tokens.add(both);
    }
    return new Bpe(
        memory,
        new AddedTokens(List.of(), text -> text),
        Cutting.ofGpt2(poll),
        new Vocabulary(tokens, bytes, new Merges(ranks), Map.of()),
        () -> TokenizerJson.file(tokens, merges, true));
  }

  @Override
  public long size() {
    return vocabulary.tokens.size();
  }

  @Override
  String json() {
    return json.get();
  }

  @Override
  void piece(String word, TokenList out) {
    long[] ids = cache.get(word);
    if (ids == null) {
      Integer whole = vocabulary.whole.get(word);
      ids =
          whole != null
              ? new long[] {whole}
              : vocabulary.merges.merged(tokens(word.getBytes(StandardCharsets.UTF_8)));
      if (word.length() <= 64) {
        cache.put(word, ids);
      }
    }
    out.add(ids);
  }

  private int[] tokens(byte[] word) {
    int[] token = new int[word.length];
    for (int i = 0; i < word.length; i++) {
      token[i] = vocabulary.bytes[word[i] & 0xff];
    }
    return token;
  }

  @Override
  public String decode(long... ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (long id : ids) {
      if (id < 0 || id >= size() || vocabulary.tokens.get((int) id) == null) {
        throw unknown(id);
      }
      bytes.writeBytes(vocabulary.tokens.get((int) id));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public String show() {
    return "bpe(" + size() + ")";
  }
}
