// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Background;
import org.nnlang.source.Span;
import org.nnlang.train.Monitor;
import org.nnlang.train.Trainer;

/** The trainings in the background of a session. Other threads may read the lists. */
public final class Jobs {
  private final Background background;
  private final List<Job> all = new CopyOnWriteArrayList<>();
  private final List<Job> unsaid = new CopyOnWriteArrayList<>();

  public Jobs(Background background) {
    this.background = background;
  }

  /**
   * Begins a training.
   *
   * @param net what is trained, for people
   * @param place of the call
   * @param shown makes who looks on as well, of the job's number
   * @param atEnd done in the last turn
   */
  public Job start(
      String net, Span place, Trainer trainer, IntFunction<Monitor> shown, Runnable atEnd) {
    int number = all.size() + 1;
    Job job = new Job(number, net, place, background, trainer.history(), shown.apply(number));
    Trainer.Run run = trainer.begin(job.monitor());
    try {
      background.start("nn-job-" + number, () -> job.run(run, atEnd));
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
    all.add(job);
    unsaid.add(job);
    return job;
  }

  /** In the order in which they began. */
  public List<Job> all() {
    return List.copyOf(all);
  }

  public List<Job> running() {
    return all.stream().filter(Predicate.not(Job::isOver)).toList();
  }

  /** Those that are over since this was asked before, and that no script has waited for. */
  public List<Job> takeEnded() {
    List<Job> ended = new ArrayList<>(unsaid.stream().filter(Job::isOver).toList());
    unsaid.removeAll(ended);
    return ended;
  }

  /**
   * Waits until a job is over; the script now knows how it went.
   *
   * @param meanwhile asked every few milliseconds whether to wait no longer
   * @return the job's failure, null where there is none
   */
  public @Nullable RuntimeException await(Job job, BooleanSupplier meanwhile) {
    background.await(() -> job.isOver() || meanwhile.getAsBoolean());
    if (job.isOver()) {
      unsaid.remove(job);
    }
    return job.failure();
  }
}
