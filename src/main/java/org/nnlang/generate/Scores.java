// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;

/** How probable a net finds given tokens. */
public final class Scores {
  private Scores() {}

  /**
   * The logarithm of the probability of each token but the first, after those before it. What is
   * longer than the net can take is seen through windows, each half a window further: all but the
   * first window's tokens have at least half a window before them.
   *
   * @param ids two or more
   * @param poll called before each window; what it throws ends the scoring
   * @throws Problem {@code value} where the net does not know one of them
   */
  public static double[] of(TokenNet net, long[] ids, Runnable poll) {
    double[] out = new double[ids.length - 1];
    int done = 0;
    int from = 0;
    while (done < out.length) {
      poll.run();
      Tensor logits = net.over(Arrays.copyOfRange(ids, from, out.length));
      int window = Math.toIntExact(logits.dim(1));
      for (; done < from + window; done++) {
        double[] logprobs = logSoftmax(TokenNet.row(logits, 0, done - from));
        out[done] = logprobs[of(ids[done + 1], logprobs.length)];
      }
      // the last window is as long as the others: it ends where the text does
      from = Math.min(from + Math.max(1, window / 2), Math.max(0, out.length - window));
    }
    return out;
  }

  private static int of(long id, int known) {
    if (id >= known) {
      throw Problem.of(
          ErrorCode.VALUE,
          "the text has a token that the net does not know: it knows " + known + ", this is " + id);
    }
    return (int) id;
  }

  /** The logarithms of probabilities. */
  static double[] logSoftmax(double[] logits) {
    double most = logits[Choice.best(logits)];
    if (Double.isInfinite(most)) {
      // infinite ones share, all others have none; where all are -inf they are equals
      double share = -Math.log(DoubleStream.of(logits).filter(x -> x == most).count());
      return DoubleStream.of(logits)
          .map(x -> x == most ? share : Double.NEGATIVE_INFINITY)
          .toArray();
    }
    double sum = DoubleStream.of(logits).map(x -> Math.exp(x - most)).sum();
    double log = most + Math.log(sum);
    return DoubleStream.of(logits).map(x -> x - log).toArray();
  }
}
