// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.io.PrintStream;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows step, loss, validation loss, speed and time left: as a bar that is drawn over in a
 * terminal, and as plain lines elsewhere.
 */
public final class Progress implements Monitor {
  private static final long NEXT_BAR = 100_000_000L;
  private static final long NEXT_LINE = 5_000_000_000L;

  /** What a terminal writes itself, where the bar was ended by that. */
  private static final String CTRL_C = "^C";

  private final PrintStream out;
  private final String name;
  private final boolean terminal;
  private final int width;
  private final BooleanSupplier interrupted;
  private final LongSupplier clock;

  @SuppressWarnings("NullAway.Init") // given by begin, which comes first
  private ProgressLine progress;

  private long shown;
  private int drawn;
  private int workers;
  private long rows;
  private @Nullable Status last;

  /**
   * @param terminal whether a line of {@code out} can be drawn over
   * @param width cells of a line
   * @param interrupted whether the user asked for an end
   */
  public Progress(PrintStream out, boolean terminal, int width, BooleanSupplier interrupted) {
    this(out, "", terminal, width, interrupted, System::nanoTime);
  }

  /**
   * Plain lines.
   *
   * @param name what each begins with
   */
  public static Progress lines(PrintStream out, String name) {
    return new Progress(out, name, false, 0, () -> false, System::nanoTime);
  }

  Progress(
      PrintStream out,
      String name,
      boolean terminal,
      int width,
      BooleanSupplier interrupted,
      LongSupplier clock) {
    this.out = out;
    this.name = name;
    this.terminal = terminal;
    this.width = width;
    this.interrupted = interrupted;
    this.clock = clock;
  }

  /** Tells also how many machines work at a training, and how many rows they take. */
  public Progress of(Setup setup) {
    if (setup.cluster() != null) {
      workers = setup.cluster().workers();
      rows =
          (long) setup.order().batch()
              * setup.order().accumulate()
              * setup.cluster().batchesOfStep();
    }
    return this;
  }

  @Override
  public void begin(Status status) {
    shown = clock.getAsLong();
    progress = new ProgressLine(shown, status.step(), workers, rows);
    last = status;
  }

  @Override
  public void step(Status status) {
    last = status;
    long now = clock.getAsLong();
    boolean due = now - shown >= (terminal ? NEXT_BAR : NEXT_LINE);
    if (due || status.validated()) {
      shown = now;
      show(status, now);
    }
  }

  @Override
  public void validating(long rows, long of) {
    long now = clock.getAsLong();
    if (last != null && now - shown >= (terminal ? NEXT_BAR : NEXT_LINE)) {
      shown = now;
      String steps = ProgressLine.steps(last);
      line(steps + (terminal ? " " : "  ") + "validating, " + 100 * rows / Math.max(1, of) + " %");
    }
  }

  @Override
  public void end(History history) {
    if (terminal && drawn > 0) {
      out.print("\r" + " ".repeat(Math.min(width - 1, drawn + CTRL_C.length())) + "\r");
      drawn = 0;
    }
    out.print(name);
    history.say(out);
  }

  @Override
  public boolean interrupted() {
    return interrupted.getAsBoolean();
  }

  private void show(Status s, long now) {
    line(terminal ? progress.barred(s, now, width) : progress.plain(s, now));
  }

  /** Writes a line, in a terminal over the last one. */
  private void line(String text) {
    if (!terminal) {
      out.println(name + text);
    } else {
      String line = text.length() < width ? text : text.substring(0, Math.max(0, width - 1));
      out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
      drawn = line.length();
    }
    out.flush();
  }
}
