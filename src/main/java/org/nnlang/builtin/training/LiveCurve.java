// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.training;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Display;
import org.nnlang.builtin.Session;
import org.nnlang.plot.Chart;
import org.nnlang.plot.Series;
import org.nnlang.plot.Svg;
import org.nnlang.plot.TextChart;
import org.nnlang.train.History;
import org.nnlang.train.Monitor;

/**
 * Draws the losses so far, twice a second: in a terminal over the bar of another monitor, in a
 * notebook as a picture.
 */
public final class LiveCurve implements Monitor {
  private static final long OFTEN = 500_000_000L;
  private static final int ROWS = 8;
  private static final int WIDEST = 100;

  /**
   * Points kept; where there are more, every second goes, and from then on every second comes in.
   */
  private static final int POINTS = 1000;

  private final Monitor bar;
  private final PrintStream out;
  private final boolean coloured;
  private final int width;
  private final Points loss = new Points();
  private final Points validation = new Points();
  private long drawn;
  private long last;
  private int lines;
  private final @Nullable Display display;
  private final String name = "curve-" + UUID.randomUUID();

  private static final class Points {
    private final List<double[]> points = new ArrayList<>();
    private long every = 1;
    private long seen;

    void add(double x, double y) {
      if (seen++ % every == 0) {
        points.add(new double[] {x, y});
      }
      if (points.size() > POINTS) {
        List<double[]> half = new ArrayList<>();
        for (int i = 0; i < points.size(); i += 2) {
          half.add(points.get(i));
        }
        points.clear();
        points.addAll(half);
        every *= 2;
      }
    }

    Series series(String name) {
      double[] x = points.stream().mapToDouble(p -> p[0]).toArray();
      return new Series(name, x, points.stream().mapToDouble(p -> p[1]).toArray());
    }
  }

  public LiveCurve(Monitor bar, Session session) {
    this.bar = bar;
    out = session.err();
    width = Math.min(session.width() - 1, WIDEST);
    Display pictures = session.outIsTerminal() ? null : session.display();
    coloured = session.coloured();
    display = pictures != null && pictures.redraws() ? pictures : null;
  }

  @Override
  public void begin(Status status) {
    drawn = System.nanoTime();
    bar.begin(status);
  }

  @Override
  public void validating(long rows, long of) {
    bar.validating(rows, of);
  }

  @Override
  public void step(Status status) {
    last = status.step();
    loss.add(status.step(), status.loss());
    if (status.validated()) {
      validation.add(status.step(), status.valLoss());
    }
    boolean first = display != null && loss.seen == 1;
    if (first || System.nanoTime() - drawn > OFTEN) {
      draw();
    }
    bar.step(status);
  }

  /** The last step it was told. */
  public long last() {
    return last;
  }

  private void draw() {
    drawn = System.nanoTime();
    List<Series> series = new ArrayList<>(List.of(loss.series("loss")));
    if (!validation.points.isEmpty()) {
      series.add(validation.series("validation"));
    }
    Chart curves = new Chart(null, "step", null, series);
    String chart = TextChart.of(curves, width, ROWS, coloured);
    if (display != null) {
      byte[] picture = Svg.of(curves).getBytes(StandardCharsets.UTF_8);
      display.redraw(name, "image/svg+xml", picture, chart);
      return;
    }
    // back to where the chart before began, and over it line by line
    String up = lines == 0 ? "" : "\u001b[" + lines + "A";
    out.print("\r" + up + chart.replace("\n", "\u001b[K\n") + "\u001b[K");
    out.flush();
    lines = (int) chart.chars().filter(c -> c == '\n').count();
  }

  @Override
  public void end(History history) {
    if (lines > 0 || display != null) {
      draw();
    }
    bar.end(history);
  }

  @Override
  public boolean interrupted() {
    return bar.interrupted();
  }
}
