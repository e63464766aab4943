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

  private static final String WHAT = "a chart";
  private static final String[] ENDINGS = {".png", ".svg"};

  @Override
  public String signature() {
    return "plot(x, y = none, *, labels: list? = none, title: string? = none, x_label: string? ="
        + " none, y_label: string? = none, log: string? = none, to: string? = none, width:"
        + " integer? = none, height: integer = 16)";
  }

  @Override
  public String doc() {
    return """
    Draws curves: `plot(y)`, `plot(x, y)`, `plot(x, [y1, y2], labels: ["a", "b"])`, or a record of
    curves by name, or the history of a training, or several as `{sgd: h1, adam: h2}`. Numbers come
    as tensors, lists or ranges; a tensor of two axes is a curve for each column. `log: "y"` (or "x",
    "xy") makes an axis logarithmic. It goes to the terminal, `width` columns and `height` lines
    large, or with `to:` into a .png or .svg file.
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
    if (!arguments.isNone("to")) {
      write(session, chart, arguments);
      return None.NONE;
    }
    boolean terminal = session.outIsTerminal();
    int width = terminal ? Math.clamp(session.width() - 1, 20, 120) : WIDTH;
    if (!arguments.isNone("width")) {
      width = within("width", arguments.whole("width"), 20, 1000);
    }
    int height = within("height", arguments.whole("height"), 2, 500);
    String text = TextChart.of(chart, width, height, terminal);
    Display display = session.display();
    if (display != null) {
      session.out().flush();
      boolean lines = display.drawsLines();
      byte[] picture = lines ? Svg.of(chart).getBytes(StandardCharsets.UTF_8) : Png.of(chart);
      display.show(lines ? "image/svg+xml" : "image/png", picture, text);
      return None.NONE;
    }
    session.out().print(text);
    session.out().flush();
    return None.NONE;
  }

  private static @Nullable String word(Arguments arguments, String name) {
    return arguments.isNone(name) ? null : arguments.string(name);
  }

  private static int within(String name, long value, int least, int most) {
    if (value < least || value > most) {
      throw Problem.of(
          ErrorCode.VALUE, "`%s` is from %d to %d, found %d".formatted(name, least, most, value));
    }
    return (int) value;
  }

  private static void write(Session session, Chart chart, Arguments arguments) {
    boolean png = Outputs.ending(arguments, "to", WHAT, ENDINGS).equals(".png");
    // drawn once the file is open: who may not write has no drawing begun
    session
        .disk()
        .replace(
            arguments.string("to"),
            out -> out.write(png ? Png.of(chart) : Svg.of(chart).getBytes(StandardCharsets.UTF_8)));
  }
}
