// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks for the most probable continuation, and not for the most probable token at each step. */
public final class Beam {
  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble((Candidate c) -> -c.score)
          .thenComparingInt(Candidate::from)
          .thenComparingInt(Candidate::token);

  private final NextLogits net;
  private final long vocabulary;
  private final int width;
  private final Runnable poll;

  /** The token of a line that has come to its end. */
  private static final int NONE = -1;

  /** A line with one token more, or as it is, and the logarithm of its probability. */
  private record Candidate(int from, int token, double score) {}

  /**
   * @param vocabulary tokens from this one on, which only the net knows, are never taken
   * @param width how many lines are kept at each step
   * @param poll called before each token; what it throws ends the search
   */
  public Beam(NextLogits net, long vocabulary, int width, Runnable poll) {
    this.net = net;
    this.vocabulary = vocabulary;
    this.width = width;
    this.poll = poll;
  }

  /**
   * Adds tokens.
   *
   * @return the most probable of the lines that were kept; of equals the one that began with
   *     smaller tokens
   */
  public TextLine run(TextLine start, int tokens) {
    List<TextLine> lines = List.of(start);
    double[] scores = {0};
    for (int step = 0; step < tokens && !lines.stream().allMatch(Line::isDone); step++) {
      poll.run();
      List<Candidate> best = best(lines, scores);
      List<TextLine> next = new ArrayList<>();
      for (Candidate c : best) {
        TextLine line = lines.get(c.from);
        next.add(c.token == NONE ? line : line.and(c.token));
      }
      lines = next;
      scores = best.stream().mapToDouble(Candidate::score).toArray();
    }
    return lines.get(0);
  }

  private List<Candidate> best(List<TextLine> lines, double[] scores) {
    List<Line> open = new ArrayList<>();
    List<Candidate> all = new ArrayList<>();
    for (int r = 0; r < lines.size(); r++) {
      if (lines.get(r).isDone()) {
        all.add(new Candidate(r, NONE, scores[r]));
      } else {
        open.add(lines.get(r));
      }
    }
    // all are as long
    double[] @Nullable [] logits = net.after(open);
    int row = 0;
    for (int r = 0; r < lines.size(); r++) {
      if (lines.get(r).isDone()) {
        continue;
      }
      double[] logprobs =
          Scores.logSoftmax(Sampler.known(Objects.requireNonNull(logits[row++]), vocabulary));
      List<Candidate> own = new ArrayList<>();
      for (int t = 0; t < logprobs.length; t++) {
        own.add(new Candidate(r, t, scores[r] + logprobs[t]));
      }
      own.sort(BEST_FIRST);
      all.addAll(own.subList(0, Math.min(width, own.size())));
    }
    all.sort(BEST_FIRST);
    return all.subList(0, Math.min(width, all.size()));
  }
}
