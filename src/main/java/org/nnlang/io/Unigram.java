// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nnlang.tensor.Memory;

/**
 * The tokens whose probabilities have the largest product (Kudo, 2018), as SentencePiece has them
 * for T5 and XLM-R: each token has the logarithm of its probability, and the best way through a
 * piece is found place by place.
 */
final class Unigram extends NamedTokens {
  /** How much less probable than the rarest token a character without one is, as a logarithm. */
  private static final double PENALTY = 10;

  private final Model model;
  private final double unknownScore;

  /** Characters of the longest token. */
  private final int longest;

  /**
   * All that a tokenizer of this kind is.
   *
   * @param scores of each token
   * @param unknown the token of what has none
   * @param bytes whether what is unknown is its bytes
   */
  record Model(Map<String, Integer> ids, double[] scores, int unknown, boolean bytes) {}

  Unigram(
      Memory memory,
      AddedTokens added,
      Cutting cutting,
      Decoding decoding,
      Model model,
      int size,
      String json) {
    super(memory, added, cutting, decoding, model.ids, size, json);
    this.model = model;
    unknownScore = Arrays.stream(model.scores).min().orElse(0) - PENALTY;
    longest = model.ids.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  @Override
  void piece(String piece, TokenList out) {
    int n = piece.length();
    double[] best = new double[n + 1];
    int[] begins = new int[n + 1];
    int[] token = new int[n + 1];
    Arrays.fill(begins, -1);
    for (int from = 0; from < n; ) {
      int next = piece.offsetByCodePoints(from, 1);
      boolean single = false;
      for (int to = next; to <= Math.min(n, from + longest); to++) {
        Integer id = model.ids.get(piece.substring(from, to));
        if (id != null) {
          reach(to, best[from] + model.scores[id], from, id, best, begins, token);
          single |= to == next;
        }
      }
      if (!single) {
        reach(next, best[from] + unknownScore, from, model.unknown, best, begins, token);
      }
      from = next;
    }
    // from the end: what is unknown next to each other is one
    List<long[]> found = new ArrayList<>();
    for (int end = n; end > 0; ) {
      int begin = begins[end];
      while (token[end] == model.unknown && begin > 0 && token[begin] == model.unknown) {
        begin = begins[begin];
      }
      Integer id = model.ids.get(piece.substring(begin, end));
      long[] bytes = id == null && model.bytes ? bytes(piece.substring(begin, end)) : null;
      found.add(bytes != null ? bytes : new long[] {id != null ? id : model.unknown});
      end = begin;
    }
    found.reversed().forEach(out::add);
  }

  private static void reach(
      int at, double score, int from, int id, double[] best, int[] begins, int[] token) {
    if (begins[at] < 0 || score > best[at]) {
      best[at] = score;
      begins[at] = from;
      token[at] = id;
    }
  }

  @Override
  public String show() {
    return "unigram(" + size() + ")";
  }
}
