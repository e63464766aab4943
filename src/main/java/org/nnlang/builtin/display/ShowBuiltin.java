// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.display;

import com.google.auto.service.AutoService;
import java.nio.charset.StandardCharsets;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Display;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Outputs;
import org.nnlang.builtin.Session;
import org.nnlang.plot.HeatMap;
import org.nnlang.plot.Pixels;
import org.nnlang.plot.Png;
import org.nnlang.plot.Svg;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;
import org.nnlang.value.None;

/** {@code show}. */
@AutoService(Builtin.class)
public final class ShowBuiltin implements Builtin {
  private static final String[] ENDINGS = {".png", ".svg"};

  /** Lines that a matrix may take, and pixels that a small image becomes wide. */
  private static final int LINES = 24;

  private static final int LARGE = 480;

  @Override
  public String signature() {
    return "show(image: tensor, *, to: string? = none)";
  }

  @Override
  public String doc() {
    return """
    Draws an image in the terminal, or with `to:` into a .png or .svg file. It is a tensor
    `[height, width]`, `[channels, height, width]` or `[height, width, channels]` with 1 (grey) or 3
    channels; floats count from 0 to 1, integers from 0 to 255, and other ranges are stretched. In a
    terminal a matrix is a heat map, scaled up, with the numbers of rows and columns and a bar from its
    least number to its greatest; sharp where the terminal shows pictures.
    Example: show(dataset("digits").x[0].reshape([8, 8]) / 16)\
    """;
  }

  @Override
  public Object foresee(Arguments arguments, Session session) {
    Outputs.check(session, arguments, "to", "an image", ENDINGS);
    return None.NONE;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Tensor image = Given.numbers(arguments.get("image"));
    Pixels pixels = Pixels.of(image);
    if (arguments.isNone("to")) {
      draw(image, pixels, session);
      return None.NONE;
    }
    String path = arguments.string("to");
    boolean png = Outputs.ending(arguments, "to", "an image", ENDINGS).equals(".png");
    // as in plot: made once the file is open
    session
        .disk()
        .replace(
            path,
            out ->
                out.write(png ? Png.of(pixels) : Svg.of(pixels).getBytes(StandardCharsets.UTF_8)));
    return None.NONE;
  }

  /** A matrix is drawn with its range wherever it is looked at, and all else as it is. */
  private static void draw(Tensor image, Pixels pixels, Session session) {
    boolean terminal = session.outIsTerminal();
    boolean coloured = session.coloured();
    Display display = session.display();
    boolean matrix = image.rank() == 2 && (terminal || display != null);
    int width = terminal ? session.width() : Plot.WIDTH;
    String text =
        matrix ? HeatMap.of(image).text(width - 1, LINES, coloured) : pixels.text(width, coloured);
    if (display == null) {
      session.out().print(text);
      session.out().flush();
    } else {
      session.out().flush();
      byte[] png = matrix ? Png.of(HeatMap.of(image).picture()) : Png.of(pixels.enlarged(LARGE));
      display.show("image/png", png, text);
    }
  }
}
