// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import java.util.Base64;
import java.util.Locale;
import org.nnlang.source.Polls;

/**
 * Charts and pixels as SVG documents, which follow the reader's choice of a light or a dark page.
 */
public final class Svg {
  /** What a dark page changes: blue as it stands is hard to see there. */
  private static final String STYLE =
      "<style>@media (prefers-color-scheme: dark) {rect {fill: #0d1117} text {fill: #c9d1d9}"
          + " [stroke=\"#dddddd\"] {stroke: #30363d} [stroke=\"#444444\"] {stroke: #8b949e}"
          + " [stroke=\"#0072b2\"] {stroke: #58a6ff}}</style>\n";

  private Svg() {}

  /** Each pixel a square, as large as the width and height of a chart have room for. */
  public static String of(Pixels pixels) {
    int scale =
        Math.max(1, Math.min(Picture.WIDTH / pixels.width(), Picture.HEIGHT / pixels.height()));
    return head(pixels.width() * scale, pixels.height() * scale)
        + "<image width=\"100%\" height=\"100%\" "
        + squares(pixels)
        + "/>\n</svg>\n";
  }

  private static String squares(Pixels pixels) {
    return "style=\"image-rendering: pixelated\" href=\"data:image/png;base64,"
        + Base64.getEncoder().encodeToString(Png.of(pixels))
        + "\"";
  }

  private static String head(int width, int height) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" font-family=\"sans-serif\">\n"
        .formatted(width, height);
  }

  public static String of(Chart chart) {
    return of(Picture.of(chart));
  }

  public static String of(Picture picture) {
    StringBuilder out = new StringBuilder(head(picture.width(), picture.height()));
    out.append(STYLE);
    out.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    for (Shape shape : picture.shapes()) {
      out.append(
          switch (shape) {
            case Shape.Line l ->
                "<path d=\"M%s %sL%s %s\" stroke=\"#%06x\"/>"
                    .formatted(n(l.x0()), n(l.y0()), n(l.x1()), n(l.y1()), l.colour());
            case Shape.Path p ->
                "<path d=\"%s\" fill=\"none\" stroke=\"#%06x\" stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
                    .formatted(path(p), p.colour());
            case Shape.Image i ->
                "<image x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" preserveAspectRatio=\"none\" %s/>"
                    .formatted(
                        n(i.x()), n(i.y()), n(i.width()), n(i.height()), squares(i.pixels()));
            case Shape.Text t ->
                "<text x=\"%s\" y=\"%s\" font-size=\"%d\" text-anchor=\"%s\">%s</text>"
                    .formatted(n(t.x()), n(t.y()), t.size(), anchor(t), escape(t.text()));
          });
      out.append('\n');
    }
    return out.append("</svg>\n").toString();
  }

  private static String path(Shape.Path p) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < p.x().length; i++) {
      Polls.sometimes();
      d.append(i == 0 ? 'M' : 'L').append(n(p.x()[i])).append(' ').append(n(p.y()[i]));
    }
    // a line to itself shows as a dot, thanks to the round cap
    return p.x().length == 1 ? d + "h0" : d.toString();
  }

  private static String anchor(Shape.Text t) {
    return t.anchor() == 0 ? "start" : t.anchor() == 1 ? "end" : "middle";
  }

  private static String n(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceFirst("\\.?0+$", "");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
