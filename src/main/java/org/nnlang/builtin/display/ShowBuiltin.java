// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.display;

import com.google.auto.service.AutoService;
import java.nio.charset.StandardCharsets;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Outputs;
import org.nnlang.builtin.Session;
import org.nnlang.plot.Pixels;
import org.nnlang.plot.Png;
import org.nnlang.plot.Svg;
import org.nnlang.value.Arguments;
import org.nnlang.value.None;

/** {@code show}. */
@AutoService(Builtin.class)
public final class ShowBuiltin implements Builtin {
  private static final String[] ENDINGS = {".png", ".svg"};

  @Override
  public String signature() {
    return "show(image: tensor, *, to: string? = none)";
  }

  @Override
  public String doc() {
    return """
    Draws an image in the terminal, or with `to:` into a .png or .svg file. It is a tensor
    `[height, width]`, `[channels, height, width]` or `[height, width, channels]` with 1 (grey) or 3
    channels; floats count from 0 to 1, integers from 0 to 255, and other ranges are stretched.
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
    Pixels pixels = Pixels.of(Given.numbers(arguments.get("image")));
    if (arguments.isNone("to") && session.display() != null) {
      session.display().show("image/png", Png.of(pixels), pixels.text(Plot.WIDTH, false));
      return None.NONE;
    }
    if (arguments.isNone("to")) {
      boolean terminal = session.outIsTerminal();
      session.out().print(pixels.text(terminal ? session.width() : Plot.WIDTH, terminal));
      session.out().flush();
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
}
