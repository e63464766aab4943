// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nnlang.tensor.Memory;

/**
 * Byte pair encoding (Sennrich, Haddow and Birch, 2016) on the bytes of UTF-8, as GPT-2 does it:
 * text is cut into words, and within a word the two neighbours that were merged first in training
 * are merged until there are none. Takes any text.
 */
public final class Bpe extends Tokens {
  /** GPT-2's words: a run of letters, digits or signs with at most one space before it. */
  static final Pattern WORDS =
      Pattern.compile(
          "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final int CACHED = 1 << 14;

  private final List<byte[]> tokens;
  private final Map<Long, Integer> merges;
  private final Map<String, long[]> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, long[]> eldest) {
          return size() > CACHED;
        }
      };

  /**
   * Tokens 0 to 255 are the bytes; each merge makes the next one.
   *
   * @param merges pairs of tokens, in the order in which training found them
   */
  public Bpe(Memory memory, List<int[]> merges) {
    super(memory);
    tokens = new ArrayList<>();
    this.merges = new LinkedHashMap<>();
    for (int i = 0; i < 256; i++) {
      tokens.add(new byte[] {(byte) i});
    }
    for (int[] pair : merges) {
      byte[] left = tokens.get(pair[0]);
      byte[] right = tokens.get(pair[1]);
      byte[] both = Arrays.copyOf(left, left.length + right.length);
      System.arraycopy(right, 0, both, left.length, right.length);
      this.merges.put(key(pair[0], pair[1]), tokens.size());
      tokens.add(both);
    }
  }

  static long key(int left, int right) {
    return (long) left << 32 | right;
  }

  @Override
  public long size() {
    return tokens.size();
  }

  @Override
  public long[] encode(String text) {
    long[] out = new long[Math.max(16, text.length() / 2)];
    int length = 0;
    Matcher words = WORDS.matcher(text);
    while (words.find()) {
      String word = words.group();
      long[] ids = cache.get(word);
      if (ids == null) {
        ids = merged(word.getBytes(StandardCharsets.UTF_8));
        if (word.length() <= 64) {
          cache.put(word, ids);
        }
      }
      if (length + ids.length > out.length) {
        out = Arrays.copyOf(out, Math.max(length + ids.length, 2 * out.length));
      }
      System.arraycopy(ids, 0, out, length, ids.length);
      length += ids.length;
    }
    return Arrays.copyOf(out, length);
  }

  /** Two neighbours to be merged into token {@code made}; {@code left} is where the first is. */
  private record Pair(int made, int left, int leftToken, int right, int rightToken)
      implements Comparable<Pair> {
    /** Tokens are numbered in the order of their merges; among equals the first in the word. */
    @Override
    public int compareTo(Pair o) {
      return made != o.made ? Integer.compare(made, o.made) : Integer.compare(left, o.left);
    }
  }

  private long[] merged(byte[] word) {
    int[] token = new int[word.length];
    int[] next = new int[word.length];
    int[] before = new int[word.length];
    PriorityQueue<Pair> pairs = new PriorityQueue<>();
    for (int i = 0; i < word.length; i++) {
      token[i] = word[i] & 0xff;
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
      token[pair.left] = pair.made;
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
    Integer made = merges.get(key(token[left], token[right]));
    if (made != null) {
      pairs.add(new Pair(made, left, token[left], right, token[right]));
    }
  }

  @Override
  public String decode(long... ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (long id : ids) {
      if (id < 0 || id >= tokens.size()) {
        throw unknown(id);
      }
      bytes.writeBytes(tokens.get((int) id));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public String show() {
    return "bpe(" + tokens.size() + ")";
  }
}
