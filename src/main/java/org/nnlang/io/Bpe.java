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
import java.util.PriorityQueue;
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

  /** What merging two tokens gives; of several the merge of the lowest rank comes first. */
  record Merge(int rank, int made) {}

  /**
   * All that a tokenizer of this kind is.
   *
   * @param tokens the bytes of each token; null where there is none of that number
   * @param bytes the token of each byte
   * @param merges by {@link #key}
   * @param whole tokens that stand for a whole word, whatever the merges give; mostly empty
   */
  record Vocabulary(
      List<byte[]> tokens, int[] bytes, Map<Long, Merge> merges, Map<String, Integer> whole) {}

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
    Map<Long, Merge> ranks = new HashMap<>();
    for (int[] pair : merges) {
      byte[] left = tokens.get(pair[0]);
      byte[] right = tokens.get(pair[1]);
      byte[] both = Arrays.copyOf(left, left.length + right.length);
      System.arraycopy(right, 0, both, left.length, right.length);
      ranks.put(key(pair[0], pair[1]), new Merge(ranks.size(), tokens.size()));
      tokens.add(both);
    }
    return new Bpe(
        memory,
        new AddedTokens(List.of(), text -> text),
        Cutting.ofGpt2(poll),
        new Vocabulary(tokens, bytes, ranks, Map.of()),
        () -> TokenizerJson.file(tokens, merges, true));
  }

  static long key(int left, int right) {
    return (long) left << 32 | right;
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
  void piece(String word, Ids out) {
    long[] ids = cache.get(word);
    if (ids == null) {
      Integer whole = vocabulary.whole.get(word);
      ids = whole != null ? new long[] {whole} : merged(word.getBytes(StandardCharsets.UTF_8));
      if (word.length() <= 64) {
        cache.put(word, ids);
      }
    }
    out.add(ids);
  }

  /** Two neighbours to be merged; {@code left} and {@code right} are where they are. */
  private record Pair(Merge merge, int left, int leftToken, int right, int rightToken)
      implements Comparable<Pair> {
    /** The merge that training found first; among equals the first in the word. */
    @Override
    public int compareTo(Pair o) {
      int byRank = Integer.compare(merge.rank, o.merge.rank);
      return byRank != 0 ? byRank : Integer.compare(left, o.left);
    }
  }

  private long[] merged(byte[] word) {
    int[] token = new int[word.length];
    int[] next = new int[word.length];
    int[] before = new int[word.length];
    PriorityQueue<Pair> pairs = new PriorityQueue<>();
    for (int i = 0; i < word.length; i++) {
      token[i] = vocabulary.bytes[word[i] & 0xff];
      before[i] = i - 1;
      next[i] = i + 1;
    }
    for (int i = 0; i + 1 < word.length; i++) {
      add(pairs, token, i, i + 1);
    }
    while (!pairs.isEmpty()) {
      Pair pair = pairs.remove();
      // one of the two may be merged with another by now
      if (token[pair.left] != pair.leftToken
          || token[pair.right] != pair.rightToken
          || next[pair.left] != pair.right) {
        continue;
      }
      token[pair.left] = pair.merge.made;
      token[pair.right] = -1;
      int after = next[pair.right];
      next[pair.left] = after;
      if (after < word.length) {
        before[after] = pair.left;
        add(pairs, token, pair.left, after);
      }
      if (before[pair.left] >= 0) {
        add(pairs, token, before[pair.left], pair.left);
      }
    }
    return Arrays.stream(token).filter(t -> t >= 0).asLongStream().toArray();
  }

  private void add(PriorityQueue<Pair> pairs, int[] token, int left, int right) {
    Merge merge = vocabulary.merges.get(key(token[left], token[right]));
    if (merge != null) {
      pairs.add(new Pair(merge, left, token[left], right, token[right]));
    }
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
