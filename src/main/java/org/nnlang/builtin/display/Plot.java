// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.display;

import com.google.auto.service.AutoService;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Display;
import org.nnlang.builtin.Outputs;
import org.nnlang.builtin.Session;
import org.nnlang.plot.Chart;
import org.nnlang.plot.Picture;
import org.nnlang.plot.Png;
import org.nnlang.plot.Svg;
import org.nnlang.plot.TextChart;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.None;
import org.nnlang.value.Show;

/** {@code plot}. */
@AutoService(Builtin.class)
public final class Plot implements Builtin {
  /** Columns of a chart that is not looked at in a terminal: always the same. */
  static final int WIDTH = 76;

  private static final int HEIGHT = 16;

  private static final String WHAT = "a chart";
  private static final String[] ENDINGS = {".png", ".svg"};

  @Override
  public String signature() {
    return "plot(x, y = none, *, labels: list? = none, title: string? = none, x_label: string? ="
        + " none, y_label: string? = none, log: string? = none, to: string? = none, width:"
        + " integer? = none, height: integer? = none)";
  }

  @Override
  public String doc() {
    return """
    Draws curves: `plot(y)`, `plot(x, y)`, `plot(x, [y1, y2], labels: ["a", "b"])`, or a record of
    curves by name, or the history of a training, or several as `{sgd: h1, adam: h2}`. Numbers come
    as tensors, lists or ranges; a tensor of two axes is a curve for each column. `log: "y"` (or "x",
    "xy") makes an axis logarithmic. It goes to the terminal, or with `to:` into a .png or .svg file,
    as wide as `width` columns of text and its curves as high as `height` lines.
    Example: plot(train(net, data, loss: mse), to: "loss.svg")\
    """;
  }

  @Override
  public Object foresee(Arguments arguments, Session session) {
    Outputs.check(session, arguments, "to", WHAT, ENDINGS);
    return Builtin.super.foresee(arguments, session);
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Curves curves = Curves.of(arguments.get("x"), arguments.get("y"));
    if (!arguments.isNone("labels")) {
      curves = curves.labelled(arguments.list("labels"));
    }
    Chart chart =
        new Chart(
            word(arguments, "title"),
            arguments.isNone("x_label") ? curves.xName() : arguments.string("x_label"),
            word(arguments, "y_label"),
            curves.series());
    if (!arguments.isNone("log")) {
      String axes = arguments.string("log");
      if (!List.of("x", "y", "xy").contains(axes)) {
        throw Problem.of(
            ErrorCode.VALUE, "`log` is \"x\", \"y\" or \"xy\", found " + Show.quoted(axes));
      }
      chart = chart.logarithmic(axes.startsWith("x"), axes.endsWith("y"));
    }
    int columns = size(arguments, "width", 20, 1000);
    int height = size(arguments, "height", 2, 500);
    if (!arguments.isNone("to")) {
      write(session, chart, columns, height, arguments);
      return None.NONE;
    }
    boolean terminal = session.outIsTerminal();
    int usual = terminal ? Math.clamp(session.width() - 1, 20, 120) : WIDTH;
    String text =
        TextChart.of(
            chart,
            columns == 0 ? usual : columns,
            height == 0 ? HEIGHT : height,
            session.coloured());
    Display display = session.display();
    if (display != null) {
      session.out().flush();
      boolean lines = display.drawsLines();
      Picture picture = Picture.of(chart, columns, height);
      display.show(lines ? "image/svg+xml" : "image/png", file(picture, !lines), text);
      return None.NONE;
    }
    session.out().print(text);
    session.out().flush();
    return None.NONE;
  }

  private static @Nullable String word(Arguments arguments, String name) {
    return arguments.isNone(name) ? null : arguments.string(name);
  }

  /** 0 where nothing is said. */
  private static int size(Arguments arguments, String name, int least, int most) {
    if (arguments.isNone(name)) {
      return 0;
    }
    long value = arguments.whole(name);
    if (value < least || value > most) {
      throw Problem.of(
          ErrorCode.VALUE, "`%s` is from %d to %d, found %d".formatted(name, least, most, value));
    }
    return (int) value;
  }

  private static void write(
      Session session, Chart chart, int columns, int height, Arguments arguments) {
    boolean png = Outputs.ending(arguments, "to", WHAT, ENDINGS).equals(".png");
    // drawn once the file is open: who may not write has no drawing begun
    session
        .disk()
        .replace(
            arguments.string("to"),
            out -> out.write(file(Picture.of(chart, columns, height), png)));
  }

  private static byte[] file(Picture picture, boolean png) {
    return png ? Png.of(picture) : Svg.of(picture).getBytes(StandardCharsets.UTF_8);
  }
}
