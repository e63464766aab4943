// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Continues lines token by token. */
public final class Sampler {
  private static final long[] NOTHING = {};

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
   * Adds tokens to each line until it is done. Lines of different lengths go through the net
   * together: what a longer one has already is taken while shorter ones grow.
   *
   * @param tokens how many to add at most to each
   * @param seen run after each step
   */
  public void run(List<? extends Line> lines, int tokens, Runnable seen) {
    while (true) {
      List<Line> open = new ArrayList<>();
      for (Line line : lines) {
        if (line.added() < tokens && !line.isDone()) {
          open.add(line);
        }
      }
      if (open.isEmpty()) {
        return;
      }
      poll.run();
      double[] @Nullable [] logits = net.after(open);
      int at = 0;
      for (int r = 0; r < lines.size(); r++) {
        Line line = lines.get(r);
        if (at == open.size() || line != open.get(at)) {
          continue;
        }
        double[] own = logits[at++];
        if (own != null) {
          double uniform = random.at(r, line.added());
          long[] said = choice.penalty() == 1 ? NOTHING : line.all();
          line.add(choice.pick(known(own, vocabulary), said, uniform));
        }
      }
      seen.run();
    }
  }

  /** The logits of the tokens below {@code vocabulary}. */
  static double[] known(double[] logits, long vocabulary) {
    return logits.length > vocabulary ? Arrays.copyOf(logits, (int) vocabulary) : logits;
  }
}
