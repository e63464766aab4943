// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.apache.spark.api.java.JavaSparkContext;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** Waits for workers: a minute or three for the first, and a little longer for the others. */
final class Arrival {
  private static final long POLL_MILLIS = 50;

  /** How long to wait for the first, in seconds: a system property. */
  private static final String PATIENCE = "nn.cluster.patience";

  private static final Duration OTHERS = Duration.ofSeconds(15);

  private final JavaSparkContext context;
  private final Master master;
  private final int wanted;
  private final Duration patience;

  Arrival(JavaSparkContext context, Master master, int wanted) {
    this.context = context;
    this.master = master;
    this.wanted = wanted;
    // processes of this machine come, however busy it is
    int usual = master.kind() == Master.Kind.PROCESSES ? 180 : 60;
    patience = Duration.ofSeconds(Integer.getInteger(PATIENCE, usual));
  }

  /**
   * Returns when all are there, or some and no more come.
   *
   * @throws Problem where there is none
   */
  void await(Runnable poll) {
    if (master.kind() == Master.Kind.THREADS) {
      return;
    }
    long end = System.nanoTime() + patience.toNanos();
    int before = 0;
    while (true) {
      poll.run();
      int there = context.statusTracker().getExecutorInfos().length - 1;
      if (there >= wanted) {
        return;
      }
      if (there > before) {
        before = there;
        end = System.nanoTime() + OTHERS.toNanos();
      }
      if (System.nanoTime() > end || context.sc().isStopped()) {
        if (before > 0) {
          return;
        }
        throw nobody();
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        poll.run();
        throw new CancellationException();
      }
    }
  }

  private Problem nobody() {
    return Problem.of(
            ErrorCode.TRAIN,
            "no worker of %s has come within %d s".formatted(master.text(), patience.toSeconds()))
        .hint(
            "a Worker needs %s free cores, %s of memory, Java 25 or later, and nn"
                .formatted(
                    context.getConf().get("spark.executor.cores", "1"),
                    context.getConf().get("spark.executor.memory", "1g")));
  }
}
