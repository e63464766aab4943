// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Show;

/**
 * How a token is picked from logits.
 *
 * @param temperature what logits are divided by; at 0 the most probable token is taken, the first
 *     of equals
 * @param topK only the {@code topK} most probable tokens, and those as probable as the last of
 *     them, are taken; 0 for all
 * @param topP only the most probable tokens whose probabilities together reach {@code topP} are
 *     taken, after {@code topK} had its say; 1 for all
 * @param minP tokens of less than {@code minP} times the probability of the most probable one are
 *     not taken (Nguyen et al. 2024); 0 for all
 * @param penalty what logits of tokens that are in the text already are divided by where they are
 *     positive, and multiplied by where they are negative (Keskar et al. 2019); 1 for none
 */
public record Choice(double temperature, int topK, double topP, double minP, double penalty) {
  /** Always the most probable token. */
  public static final Choice BEST = new Choice(0, 0, 1, 0, 1);

  /**
   * @throws Problem {@code value} where a number makes no sense
   */
  public Choice {
    if (!(temperature >= 0) || Double.isInfinite(temperature)) {
      throw wrong("temperature", "`temperature` is 0 or more, found " + Show.number(temperature));
    }
    if (topK < 0) {
      throw wrong("top_k", "`top_k` is 1 or more, found " + topK);
    }
    if (!(topP > 0 && topP <= 1)) {
      throw wrong("top_p", "`top_p` is more than 0 and at most 1, found " + Show.number(topP));
    }
    if (!(minP >= 0 && minP <= 1)) {
      throw wrong("min_p", "`min_p` is 0 or more and at most 1, found " + Show.number(minP));
    }
    if (!(penalty > 0) || Double.isInfinite(penalty)) {
      throw wrong("penalty", "`penalty` is more than 0, found " + Show.number(penalty));
    }
  }

  private static Problem wrong(String setting, String message) {
    return Problem.of(ErrorCode.VALUE, message).of(new Problem.Argument("sample", setting));
  }

  /**
   * Picks a token.
   *
   * @param logits one number a token; the penalty is taken from them
   * @param said the tokens so far
   * @param uniform a random number of [0, 1)
   * @throws Problem {@code value} where a logit is not a number
   */
  public int pick(double[] logits, long[] said, double uniform) {
    if (penalty != 1) {
      LongStream.of(said)
          .distinct()
          .filter(t -> t < logits.length)
          .forEach(t -> logits[(int) t] = penalized(logits[(int) t]));
    }
    int best = best(logits);
    if (temperature == 0) {
      return best;
    }
    double least = topK > 0 && topK < logits.length ? kth(logits) : Double.NEGATIVE_INFINITY;
    double[] weights = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      // infinite logits: equal ones share, all others have none
      double distance = logits[i] == logits[best] ? 0 : logits[i] - logits[best];
      weights[i] = logits[i] < least ? 0 : Math.exp(distance / temperature);
      sum += weights[i];
    }
    if (topP < 1) {
      sum = nucleus(weights, sum);
    }
    for (int i = 0; i < weights.length; i++) {
      // the most probable one has weight 1
      if (weights[i] < minP) {
        sum -= weights[i];
        weights[i] = 0;
      }
    }
    double rest = uniform * sum;
    int last = best;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        rest -= weights[i];
        if (rest < 0) {
          return i;
        }
      }
    }
    return last;
  }

  private double penalized(double logit) {
    return logit < 0 ? logit * penalty : logit / penalty;
  }

  /** The first of the most probable tokens. */
  static int best(double[] logits) {
    int best = 0;
    for (int i = 0; i < logits.length; i++) {
      if (Double.isNaN(logits[i])) {
        throw Problem.of(ErrorCode.VALUE, "the net gives nan, so no token can be picked")
            .hint("its weights are nan or infinite: train with a smaller learning rate or `clip:`");
      }
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }

  /** The {@code topK}-th largest logit. */
  private double kth(double[] logits) {
    // a heap of the largest so far, the least of them on top
    double[] heap = Arrays.copyOf(logits, topK);
    Arrays.sort(heap);
    for (int i = topK; i < logits.length; i++) {
      if (logits[i] > heap[0]) {
        heap[0] = logits[i];
        sink(heap);
      }
    }
    return heap[0];
  }

  private static void sink(double[] heap) {
    int at = 0;
    while (2 * at + 1 < heap.length) {
      int child = 2 * at + 1;
      if (child + 1 < heap.length && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[at] <= heap[child]) {
        return;
      }
      double value = heap[at];
      heap[at] = heap[child];
      heap[child] = value;
      at = child;
    }
  }

  /** Leaves weight only to the most probable ones; gives the sum of what is left. */
  private double nucleus(double[] weights, double sum) {
    int[] heap = new int[weights.length];
    int size = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        heap[size++] = i;
      }
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      sink(heap, size, i, weights);
    }
    // few are taken from the top of a heap, and the others never sorted
    double kept = 0;
    while (size > 0 && kept < topP * sum) {
      kept += weights[heap[0]];
      heap[0] = heap[--size];
      sink(heap, size, 0, weights);
    }
    for (int i = 0; i < size; i++) {
      weights[heap[i]] = 0;
    }
    return kept;
  }

  private static void sink(int[] heap, int size, int from, double[] weights) {
    int at = from;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && isBefore(heap[child + 1], heap[child], weights)) {
        child++;
      }
      if (!isBefore(heap[child], heap[at], weights)) {
        return;
      }
      int token = heap[at];
      heap[at] = heap[child];
      heap[child] = token;
      at = child;
    }
  }

  /** Of equals the first counts as more probable. */
  private static boolean isBefore(int a, int b, double[] weights) {
    return weights[a] > weights[b] || weights[a] == weights[b] && a < b;
  }
}
