// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.training;

import java.io.PrintStream;
import java.util.function.BooleanSupplier;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.job.Job;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.train.History;

/** Waits for trainings in the background, with their bar where there is a terminal. */
final class Waiting {
  private static final long OFTEN = 100_000_000L;

  private Waiting() {}

  /**
   * Waits for one to be over. In a script, Ctrl-C ends the training, as if it were in front; at a
   * prompt it ends the waiting.
   *
   * @return its history
   * @throws RuntimeException what the training failed with
   */
  static History forEnd(Job job, Session session) {
    notOwn(job);
    if (session.atPrompt()) {
      return forEnd(job, session, () -> false);
    }
    try (var training = session.interruption().training()) {
      return forEnd(
          job,
          session,
          () -> {
            if (training.requested()) {
              job.stop();
            }
            return false;
          });
    }
  }

  private static History forEnd(Job job, Session session, BooleanSupplier meanwhile) {
    boolean news = !job.isOver();
    boolean drawn = session.showsProgress() && session.errIsTerminal();
    var bar = new Bar(job, session);
    try {
      session.jobs().await(job, () -> meanwhile.getAsBoolean() | (drawn && bar.draw()));
    } finally {
      bar.clear();
    }
    RuntimeException failure = job.failure();
    if (failure != null) {
      throw failure;
    }
    if (news && drawn) {
      job.history().say(session.err());
    }
    return job.history();
  }

  static void notOwn(Job job) {
    if (job.isCaller()) {
      throw Problem.of(ErrorCode.TRAIN, "a function that a job calls cannot wait for that job")
          .hint("a function given to `on_step` ends the training by giving `false`");
    }
  }

  /** The line of a job, drawn over. */
  private static final class Bar {
    private final Job job;
    private final PrintStream out;
    private final int width;
    private long shown = System.nanoTime();
    private int drawn;

    Bar(Job job, Session session) {
      this.job = job;
      out = session.err();
      width = session.width();
    }

    /** Never asks for an end. */
    boolean draw() {
      if (System.nanoTime() - shown < OFTEN) {
        return false;
      }
      shown = System.nanoTime();
      String line = job.line(width);
      String cut = line.length() < width ? line : line.substring(0, width - 1);
      out.print("\r" + cut + " ".repeat(Math.max(0, drawn - cut.length())));
      out.flush();
      drawn = cut.length();
      return false;
    }

    void clear() {
      if (drawn > 0) {
        out.print("\r" + " ".repeat(Math.min(width - 1, drawn + 2)) + "\r");
        out.flush();
      }
    }
  }
}
