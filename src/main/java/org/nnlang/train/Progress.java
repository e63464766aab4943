// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.io.PrintStream;
import java.util.Locale;
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

  private static final int NARROWEST_BAR = 8;
  private static final int WIDEST_BAR = 30;

  private final PrintStream out;
  private final boolean terminal;
  private final int width;
  private final BooleanSupplier interrupted;
  private final LongSupplier clock;
  private long started;
  private long firstStep;
  private long shown;
  private int drawn;
  private @Nullable Status last;

  /**
   * @param terminal whether a line of {@code out} can be drawn over
   * @param width cells of a line
   * @param interrupted whether the user asked for an end
   */
  public Progress(PrintStream out, boolean terminal, int width, BooleanSupplier interrupted) {
    this(out, terminal, width, interrupted, System::nanoTime);
  }

  Progress(
      PrintStream out,
      boolean terminal,
      int width,
      BooleanSupplier interrupted,
      LongSupplier clock) {
    this.out = out;
    this.terminal = terminal;
    this.width = width;
    this.interrupted = interrupted;
    this.clock = clock;
  }

  @Override
  public void begin(Status status) {
    started = clock.getAsLong();
    shown = started;
    firstStep = status.step();
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
      String steps = "step " + last.step() + "/" + last.steps();
      line(steps + (terminal ? " " : "  ") + "validating, " + 100 * rows / Math.max(1, of) + " %");
    }
  }

  @Override
  public void end(History history) {
    if (terminal && drawn > 0) {
      out.print("\r" + " ".repeat(Math.min(width - 1, drawn + CTRL_C.length())) + "\r");
      drawn = 0;
    }
    out.println("trained " + history.show());
    out.flush();
    history.said();
  }

  @Override
  public boolean interrupted() {
    return interrupted.getAsBoolean();
  }

  private void show(Status s, long now) {
    String text = numbers(s, now);
    if (!terminal) {
      line("step " + s.step() + "/" + s.steps() + "  " + text);
    } else {
      String head = "step " + s.step() + "/" + s.steps() + " ";
      int room = Math.min(WIDEST_BAR, width - 1 - head.length() - 1 - text.length());
      line(head + (room < NARROWEST_BAR ? "" : bar(s, room) + " ") + text);
    }
  }

  /** Writes a line, in a terminal over the last one. */
  private void line(String text) {
    if (!terminal) {
      out.println(text);
    } else {
      String line = text.length() < width ? text : text.substring(0, Math.max(0, width - 1));
      out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
      drawn = line.length();
    }
    out.flush();
  }

  private static String bar(Status s, int cells) {
    int full = s.steps() == 0 ? cells : (int) (cells * Math.min(s.step(), s.steps()) / s.steps());
    return "━".repeat(full) + "─".repeat(cells - full);
  }

  private String numbers(Status s, long now) {
    var text = new StringBuilder("loss ").append(History.brief(s.loss()));
    if (!Double.isNaN(s.valLoss())) {
      text.append("  val ").append(History.brief(s.valLoss()));
    }
    double seconds = (now - started) / 1e9;
    long done = s.step() - firstStep;
    if (seconds > 0 && done > 0) {
      double speed = done / seconds;
      text.append("  ").append(speed(speed));
      if (!s.isLast()) {
        text.append("  ").append(time((s.steps() - s.step()) / speed)).append(" left");
      }
    }
    return text.toString();
  }

  private static String speed(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 100 ? "%.1f/s" : "%.0f/s", perSecond);
  }

  /** {@code 45 s}, {@code 3:05}, {@code 2:03:05}. */
  static String time(double seconds) {
    long s = Math.round(Math.ceil(seconds));
    if (s < 60) {
      return s + " s";
    }
    String rest = String.format(Locale.ROOT, "%02d", s % 60);
    return s < 3600
        ? s / 60 + ":" + rest
        : s / 3600 + String.format(Locale.ROOT, ":%02d:", s / 60 % 60) + rest;
  }
}
