// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.Arrays;
import java.util.List;

/** Continues lines token by token. */
public final class Sampler {
  private final NextLogits net;
  private final long vocabulary;
  private final Choice choice;
  private final Random random;
  private final Runnable poll;

  /** Random numbers by place, so that one line does not depend on how many are made beside it. */
  @FunctionalInterface
  public interface Random {
    /** A number of [0, 1) for token {@code step} of line {@code row}. */
    double at(int row, long step);
  }

  /**
   * @param vocabulary tokens from this one on, which only the net knows, are never picked
   * @param poll called before each token; what it throws ends the sampling
   */
  public Sampler(NextLogits net, long vocabulary, Choice choice, Random random, Runnable poll) {
    this.net = net;
    this.vocabulary = vocabulary;
    this.choice = choice;
    this.random = random;
    this.poll = poll;
  }

  /**
   * Adds tokens to each line until all are done; those that have ended go on unseen, so that all
   * stay as long.
   *
   * @param lines equally long
   * @param tokens how many to add at most
   * @param seen run after each step
   */
  public void run(List<? extends Line> lines, int tokens, Runnable seen) {
    for (int step = 0; step < tokens && !lines.stream().allMatch(Line::isDone); step++) {
      poll.run();
      double[][] logits = net.after(List.copyOf(lines));
      for (int r = 0; r < logits.length; r++) {
        Line line = lines.get(r);
        line.add(choice.pick(known(logits[r], vocabulary), line.all(), random.at(r, step)));
      }
      seen.run();
    }
  }

  /** The logits of the tokens below {@code vocabulary}. */
  static double[] known(double[] logits, long vocabulary) {
    return logits.length > vocabulary ? Arrays.copyOf(logits, (int) vocabulary) : logits;
  }
}
