// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.Locale;
import org.nnlang.train.Monitor.Status;

/**
 * How a training that is under way is told in a line.
 *
 * @param started by the clock of {@link System#nanoTime}
 * @param firstStep steps done then
 * @param workers how many machines share the work; 0 where one does it alone
 * @param rows that a step takes of all of them
 */
public record ProgressLine(long started, long firstStep, int workers, long rows) {
  private static final int NARROWEST_BAR = 8;
  private static final int WIDEST_BAR = 30;

  /** Of one machine. */
  public ProgressLine(long started, long firstStep) {
    this(started, firstStep, 0, 0);
  }

  /** Without a bar. */
  public String plain(Status s, long now) {
    return steps(s) + "  " + numbers(s, now);
  }

  /** With a bar, where it is less than {@code width} cells with one. */
  public String barred(Status s, long now, int width) {
    String text = numbers(s, now);
    String head = steps(s) + " ";
    int room = Math.min(WIDEST_BAR, width - 1 - head.length() - 1 - text.length());
    return head + (room < NARROWEST_BAR ? "" : bar(s, room) + " ") + text;
  }

  static String steps(Status s) {
    return "step " + s.step() + "/" + s.steps();
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
      if (workers > 0) {
        text.append("  ").append(workers).append(workers == 1 ? " worker " : " workers ");
        text.append(Math.round(speed * rows)).append(" rows/s");
      }
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
