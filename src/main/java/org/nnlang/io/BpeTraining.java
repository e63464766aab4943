// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;

/**
 * Learns the merges of a {@link Bpe}: again and again the pair of neighbours that is met most often
 * becomes a token, among equals the one of lower numbers. Counts are kept up to date, not made
 * anew.
 */
public final class BpeTraining {
  /** A different word: its tokens, and how often it is met. */
  private static final class Word {
    private int[] tokens;
    private final long count;

    Word(byte[] bytes, long count) {
      tokens = new int[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        tokens[i] = bytes[i] & 0xff;
      }
      this.count = count;
    }
  }

  private record Candidate(long pair, long count) implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate o) {
      return count != o.count ? Long.compare(o.count, count) : Long.compare(pair, o.pair);
    }
  }

  private final Runnable poll;
  private final List<Word> words = new ArrayList<>();
  private final Map<Long, Long> counts = new HashMap<>();
  private final Map<Long, Set<Integer>> places = new HashMap<>();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>();

  private BpeTraining(Consumer<Consumer<String>> texts, Runnable poll) {
    this.poll = poll;
    Map<String, Long> met = new LinkedHashMap<>();
    Cutting cutting = Cutting.ofGpt2(poll);
    texts.accept(text -> cutting.pieces(text, true, word -> met.merge(word, 1L, Long::sum)));
    met.forEach((word, count) -> words.add(new Word(word.getBytes(StandardCharsets.UTF_8), count)));
    for (int i = 0; i < words.size(); i++) {
      poll(i);
      count(i, 1, new HashSet<>());
    }
    counts.forEach((pair, count) -> queue.add(new Candidate(pair, count)));
  }

  /**
   * A tokenizer of at most {@code size} tokens; less where the text has no more pairs to merge.
   *
   * @param poll called before each merge; what it throws ends the training
   * @throws Problem {@code value} where {@code size} is below 256
   */
  public static Bpe train(Memory memory, String text, long size, Runnable poll) {
    return train(memory, use -> use.accept(text), size, poll);
  }

  /** The same of a text that stays in its file. */
  public static Bpe train(Memory memory, TextFile file, long size, Runnable poll) {
    return train(memory, file::forEachPiece, size, poll);
  }

  private static Bpe train(
      Memory memory, Consumer<Consumer<String>> texts, long size, Runnable poll) {
    if (size < 256) {
      throw Problem.of(
          ErrorCode.VALUE, "the 256 bytes are tokens already, so `size` is more, not " + size);
    }
    BpeTraining training = new BpeTraining(texts, poll);
    List<int[]> merges = new ArrayList<>();
    while (256L + merges.size() < size) {
      poll.run();
      long pair = training.best();
      if (pair < 0) {
        break;
      }
      merges.add(new int[] {(int) (pair >>> 32), (int) pair});
      training.merge(pair, 255 + merges.size());
    }
    return Bpe.of(memory, merges, poll);
  }

  private void poll(int turn) {
    if ((turn & 0x3ff) == 0x3ff) {
      poll.run();
    }
  }

  private long best() {
    while (!queue.isEmpty()) {
      Candidate top = queue.remove();
      if (counts.getOrDefault(top.pair, 0L) == top.count) {
        return top.pair;
      }
    }
    return -1;
  }

  /** Adds or takes away the pairs of a word. */
  private void count(int word, int sign, Set<Long> changed) {
    Word w = words.get(word);
    for (int i = 0; i + 1 < w.tokens.length; i++) {
      long pair = Merges.key(w.tokens[i], w.tokens[i + 1]);
      if (counts.merge(pair, sign * w.count, Long::sum) == 0) {
        counts.remove(pair);
      }
      if (sign > 0) {
        places.computeIfAbsent(pair, p -> new HashSet<>()).add(word);
      }
      changed.add(pair);
    }
  }

  private void merge(long pair, int made) {
    int left = (int) (pair >>> 32);
    int right = (int) pair;
    Set<Long> changed = new HashSet<>();
    int turn = 0;
    for (int word : Objects.requireNonNull(places.remove(pair))) {
      poll(turn++);
      count(word, -1, changed);
      Word w = words.get(word);
      int[] out = new int[w.tokens.length];
      int length = 0;
      for (int i = 0; i < w.tokens.length; i++) {
        boolean here = i + 1 < w.tokens.length && w.tokens[i] == left && w.tokens[i + 1] == right;
        out[length++] = here ? made : w.tokens[i];
        i += here ? 1 : 0;
      }
      w.tokens = java.util.Arrays.copyOf(out, length);
      count(word, 1, changed);
    }
    for (long p : changed) {
      long count = counts.getOrDefault(p, 0L);
      if (count > 0) {
        queue.add(new Candidate(p, count));
      }
    }
  }
}
