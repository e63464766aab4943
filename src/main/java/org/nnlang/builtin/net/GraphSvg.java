// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import java.util.Locale;
import org.nnlang.builtin.net.GraphBoxes.Box;
import org.nnlang.export.NetGraph;

/** A traced net as a picture, on a light or a dark page. */
final class GraphSvg {
  private static final String STYLE =
      """
      <style>
      svg { font-family: sans-serif; font-size: 12px; }
      .page { fill: #ffffff; } text { fill: #1f2328; text-anchor: middle; }
      .frame { fill: #0072b2; fill-opacity: 0.05; stroke: #0072b2; stroke-opacity: 0.35; }
      .layer { fill: #dbeafe; stroke: #0072b2; } .step { fill: #f6f8fa; stroke: #8c959f; }
      .end { fill: #d1fae5; stroke: #047857; } .arrow { fill: none; stroke: #57606a; stroke-width: 1.3; }
      .tip { fill: #57606a; } .note { fill: #57606a; font-size: 11px; } .head { text-anchor: start; }
      .halo { stroke: #ffffff; stroke-width: 3px; paint-order: stroke; }
      @media (prefers-color-scheme: dark) {
        .page { fill: #0d1117; } text { fill: #e6edf3; } .note { fill: #9da7b3; }
        .frame { fill: #58a6ff; fill-opacity: 0.07; stroke: #58a6ff; }
        .layer { fill: #12304f; stroke: #58a6ff; } .step { fill: #21262d; stroke: #8b949e; }
        .end { fill: #0f3d2e; stroke: #34d399; } .arrow { stroke: #9da7b3; } .tip { fill: #9da7b3; }
        .halo { stroke: #0d1117; }
      }
      </style>
      """;

  private final StringBuilder out = new StringBuilder();

  private GraphSvg() {}

  static String of(NetGraph net) {
    Box all = GraphBoxes.of(net);
    GraphLayout layout = GraphLayout.of(all);
    double width = all.x + all.width + GraphLayout.SIDE;
    double height = all.y + all.height + GraphLayout.SIDE;
    GraphSvg svg = new GraphSvg();
    svg.out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$s\" height=\"%2$s\" viewBox=\"0 0 %1$s %2$s\">\n"
            .formatted(n(width), n(height)));
    svg.out.append("<title>").append(escape(all.title)).append("</title>\n").append(STYLE);
    svg.out.append("<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
    svg.frames(all);
    layout.arrows().forEach(svg::arrow);
    svg.heads(all);
    layout.leaves().forEach(svg::leaf);
    layout.leaves().forEach(b -> svg.type(b, layout));
    return svg.out.append("</svg>\n").toString();
  }

  private void frames(Box box) {
    if (!box.isFrame()) {
      return;
    }
    rect(box, "frame", 6);
    box.inner.forEach(this::frames);
  }

  private void heads(Box box) {
    if (!box.isFrame()) {
      return;
    }
    String note = box.note.isEmpty() ? "" : "\u00a0· " + box.note;
    out.append(
        "<text class=\"head halo\" x=\"%s\" y=\"%s\">%s<tspan class=\"note\">%s</tspan></text>\n"
            .formatted(n(box.x + 10), n(box.y + 18), escape(box.title), escape(note)));
    box.inner.forEach(this::heads);
  }

  private void rect(Box box, String kind, double round) {
    out.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>\n"
            .formatted(kind, n(box.x), n(box.y), n(box.width), n(box.height), n(round)));
  }

  private void leaf(Box box) {
    rect(box, box.end ? "end" : box.layer ? "layer" : "step", box.end ? box.height / 2 : 5);
    text("", box.middle(), box.y + 19, box.title);
    if (!box.note.isEmpty()) {
      text("note", box.middle(), box.y + 35, box.note);
    }
  }

  /** The shape of what a box gives, below it. */
  private void type(Box box, GraphLayout layout) {
    boolean used = layout.arrows().stream().anyMatch(a -> a.from() == box);
    double y = box.y + box.height + (used ? 14 : 13);
    out.append(
        "<text class=\"note halo\" style=\"text-anchor: start\" x=\"%s\" y=\"%s\">%s</text>\n"
            .formatted(n(box.middle() + 6), n(y), escape(box.type)));
  }

  private void text(String kind, double x, double y, String text) {
    out.append(
        "<text%s x=\"%s\" y=\"%s\">%s</text>\n"
            .formatted(kind.isEmpty() ? "" : " class=\"" + kind + "\"", n(x), n(y), escape(text)));
  }

  private void arrow(GraphLayout.Arrow a) {
    Box from = a.from();
    Box to = a.to();
    double x0 = from.middle();
    double y0 = from.y + from.height;
    double x1 = to.middle();
    double y1 = to.y;
    String path;
    if (a.lane() == 0) {
      double bend = Math.min(30, (y1 - y0) / 2);
      path =
          x0 == x1
              ? "M%s %sV%s".formatted(n(x0), n(y0), n(y1 - 5))
              : "M%s %sC%s %s %s %s %s %s"
                  .formatted(
                      n(x0), n(y0), n(x0), n(y0 + bend), n(x1), n(y1 - 5 - bend), n(x1), n(y1 - 5));
      tip(x1, y1, false);
    } else {
      // out at the right, down its lane, and in again at the right
      double y = from.y + from.height * 2 / 3;
      double into = to.y + to.height / 3;
      double right = from.x + from.width;
      double end = to.x + to.width;
      path =
          "M%s %sH%sQ%s %s %s %sV%sQ%s %s %s %sH%s"
              .formatted(
                  n(right),
                  n(y),
                  n(a.lane() - 8),
                  n(a.lane()),
                  n(y),
                  n(a.lane()),
                  n(y + 8),
                  n(into - 8),
                  n(a.lane()),
                  n(into),
                  n(a.lane() - 8),
                  n(into),
                  n(end + 5));
      tip(end, into, true);
    }
    out.append("<path class=\"arrow\" d=\"").append(path).append("\"/>\n");
  }

  private void tip(double x, double y, boolean left) {
    String path =
        left ? "M%s %sl8 -4v8z".formatted(n(x), n(y)) : "M%s %sl-4 -8h8z".formatted(n(x), n(y));
    out.append("<path class=\"tip\" d=\"").append(path).append("\"/>\n");
  }

  private static String n(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
