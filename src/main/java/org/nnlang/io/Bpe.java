// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

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

  private final Vocabulary vocabulary;
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
   * @param words how text is cut before merging
   * @param whole tokens that stand for a whole word, whatever the merges give; mostly empty
   * @param special texts that are one token each, cut out before all else
   */
  record Vocabulary(
      List<byte[]> tokens,
      int[] bytes,
      Map<Long, Merge> merges,
      Pattern words,
      Map<String, Integer> whole,
      Map<String, Integer> special) {}

  Bpe(Memory memory, Vocabulary vocabulary) {
    super(memory);
    this.vocabulary = vocabulary;
  }

  /**
   * A tokenizer whose tokens 0 to 255 are the bytes; each merge makes the next one.
   *
   * @param merges pairs of tokens, in the order in which training found them
   */
  static Bpe of(Memory memory, List<int[]> merges) {
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
    return new Bpe(memory, new Vocabulary(tokens, bytes, ranks, WORDS, Map.of(), Map.of()));
  }

  static long key(int left, int right) {
    return (long) left << 32 | right;
  }

  @Override
  public long size() {
    return vocabulary.tokens.size();
  }

  @Override
  public long[] encode(String text) {
    Ids out = new Ids(text.length() / 2);
    int from = 0;
    if (!vocabulary.special.isEmpty()) {
      Matcher special = specials(vocabulary.special.keySet()).matcher(text);
      while (special.find()) {
        words(text.substring(from, special.start()), out);
        out.add(vocabulary.special.get(special.group()));
        from = special.end();
      }
    }
    words(from == 0 ? text : text.substring(from), out);
    return out.toArray();
  }

  /**
   * All tokens, encoded piece by piece: pieces end between a letter and a space before another,
   * where no word goes on.
   */
  @Override
  Tensor encoded(TextFile file) {
    List<Tensor> parts = new ArrayList<>();
    file.open(
        channel -> {
          TextFile.Characters in = file.new Characters(channel, file.start());
          StringBuilder piece = new StringBuilder();
          for (int c = in.next(); c >= 0; c = in.next()) {
            int length = piece.length();
            boolean cut =
                length > file.buffer()
                    && Character.isLetter(c)
                    && piece.charAt(length - 1) == ' '
                    && Character.isLetter(piece.charAt(length - 2));
            if (cut) {
              parts.add(encoded(piece.substring(0, length - 1)));
              piece.delete(0, length - 1);
            }
            piece.appendCodePoint(c);
          }
          parts.add(encoded(piece.toString()));
          return null;
        });
    Tensor all = Tensor.zeros(memory(), DType.INT, parts.stream().mapToLong(Tensor::size).sum());
    long at = 0;
    for (Tensor part : parts) {
      all.rows(at, at + part.size()).fill(part);
      at += part.size();
    }
    return all;
  }

  /** Finds the longest of several texts at each place. */
  private static Pattern specials(Collection<String> texts) {
    return Pattern.compile(
        texts.stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|")));
  }

  /** A growing list of tokens. */
  private static final class Ids {
    private long[] ids;
    private int length;

    Ids(int capacity) {
      ids = new long[Math.max(16, capacity)];
    }

    void add(long... more) {
      if (length + more.length > ids.length) {
        ids = Arrays.copyOf(ids, Math.max(length + more.length, 2 * ids.length));
      }
      System.arraycopy(more, 0, ids, length, more.length);
      length += more.length;
    }

    long[] toArray() {
      return Arrays.copyOf(ids, length);
    }
  }

  private void words(String text, Ids out) {
    Matcher words = vocabulary.words.matcher(text);
    int from = 0;
    while (words.find()) {
      // what the pattern leaves out is a word too
      word(text.substring(from, words.start()), out);
      word(words.group(), out);
      from = words.end();
    }
    word(text.substring(from), out);
  }

  private void word(String word, Ids out) {
    if (word.isEmpty()) {
      return;
    }
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
