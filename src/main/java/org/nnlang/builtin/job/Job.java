// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.job;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Background;
import org.nnlang.source.Span;
import org.nnlang.train.History;
import org.nnlang.train.Monitor;
import org.nnlang.train.ProgressLine;
import org.nnlang.train.Trainer;
import org.nnlang.value.HasMembers;
import org.nnlang.value.Shown;

/**
 * A training in the background, and the history that comes of it. What is asked of it outside of a
 * turn is {@link #line}, {@link #reached}, {@link #isOver}, {@link #failure} and {@link #stop}
 * alone.
 */
public final class Job implements HasMembers, Shown {
  /** The members of every job. */
  public static final List<String> MEMBERS =
      Stream.concat(Stream.of("number", "state"), History.MEMBERS.stream()).toList();

  private final int number;
  private final String net;
  private final Span place;
  private final Background background;
  private final History history;
  private final Monitor shown;
  private volatile Status status = Status.RUNNING;
  private volatile boolean asked;
  private volatile @Nullable RuntimeException failure;
  private volatile Monitor.@Nullable Status last;
  private volatile @Nullable ProgressLine progress;
  private volatile @Nullable Thread thread;

  /** How it is with a job. */
  public enum Status {
    RUNNING,
    DONE,
    /** Before its time: asked to, or by {@code on_step}. */
    STOPPED,
    FAILED
  }

  /**
   * @param net what is trained, for people
   * @param place of the call that began it
   * @param shown who looks on as well
   */
  Job(int number, String net, Span place, Background background, History history, Monitor shown) {
    this.number = number;
    this.net = net;
    this.place = place;
    this.background = background;
    this.history = history;
    this.shown = shown;
  }

  /** What the training tells. */
  Monitor monitor() {
    return new Monitor() {
      @Override
      public void begin(Status status) {
        progress = new ProgressLine(System.nanoTime(), status.step());
        last = status;
        shown.begin(status);
      }

      @Override
      public void step(Status status) {
        last = status;
        shown.step(status);
      }

      @Override
      public void validating(long rows, long of) {
        shown.validating(rows, of);
      }

      @Override
      public void betweenBatches() {
        background.giveWay();
      }

      @Override
      public void end(History history) {
        shown.end(history);
      }

      @Override
      public boolean interrupted() {
        return asked;
      }
    };
  }

  /** Trains to the end, on the thread of the job. */
  void run(Trainer.Run run, Runnable atEnd) {
    thread = Thread.currentThread();
    try {
      while (background.inTurn(place, run::goOn)) {
        // a step in a turn
      }
      end(run, null, atEnd);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      end(run, background.error(e, place), atEnd);
    } finally {
      thread = null;
      if (status == Status.RUNNING) {
        status = Status.STOPPED;
      }
    }
  }

  private void end(Trainer.Run run, @Nullable RuntimeException why, Runnable atEnd) {
    background.inTurn(
        place,
        () -> {
          failure = why;
          run.close();
          atEnd.run();
          status =
              why != null ? Status.FAILED : history.endedEarly() ? Status.STOPPED : Status.DONE;
          return true;
        });
  }

  /** Tells {@code other}, in a turn, all steps so far. */
  public void replay(Monitor other) {
    Monitor.Status now = Objects.requireNonNull(last);
    other.begin(new Monitor.Status(0, now.steps(), Double.NaN, Double.NaN, false));
    history.replay(
        (step, loss, lr, measured) -> {
          double val =
              measured == null
                  ? Double.NaN
                  : (Double) Objects.requireNonNull(measured.get("val_loss"));
          other.step(new Monitor.Status(step, now.steps(), loss, val, measured != null));
        });
  }

  /** How far it is. */
  public Monitor.Status reached() {
    return Objects.requireNonNull(last);
  }

  /** From 1 on. */
  public int number() {
    return number;
  }

  /** Asks it to end after the step in hand. */
  public void stop() {
    asked = true;
  }

  public boolean isOver() {
    return status != Status.RUNNING;
  }

  /** Why it failed; null where it did not. */
  public @Nullable RuntimeException failure() {
    return failure;
  }

  /** What it has come to so far. */
  public History history() {
    return history;
  }

  /** Whether the running code is a function that this job calls. */
  public boolean isCaller() {
    return Thread.currentThread() == thread;
  }

  /** How far it is, in less than {@code width} cells where that is possible. */
  public String line(int width) {
    String name = "job " + number + "  ";
    Monitor.Status now = last;
    ProgressLine line = progress;
    if (status != Status.RUNNING || now == null || line == null) {
      return name + word();
    }
    return name + line.barred(now, System.nanoTime(), width - name.length());
  }

  private String word() {
    return status.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String type() {
    return "job";
  }

  @Override
  public Collection<String> names() {
    return MEMBERS;
  }

  @Override
  public @Nullable Object member(String name) {
    return switch (name) {
      case "number" -> (long) number;
      case "state" -> word();
      default -> history.member(name);
    };
  }

  /** {@code job 1, running: linear, 12 steps …}. */
  @Override
  public String show() {
    RuntimeException why = failure;
    String how =
        why != null
            ? why.getMessage()
            : isOver() ? history.show() : "step " + history.steps() + of() + loss();
    return "job " + number + " (" + net + "), " + word() + ": " + how;
  }

  private String of() {
    Monitor.Status now = last;
    return now == null ? "" : "/" + now.steps();
  }

  private String loss() {
    return history.steps() == 0 ? "" : ", loss " + History.brief(history.lastLoss());
  }
}
