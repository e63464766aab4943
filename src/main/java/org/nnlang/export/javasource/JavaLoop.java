// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Recurrence;

/** A recurrence as a loop over its steps. */
final class JavaLoop {
  private final JavaWriter writer;
  private final NetGraph net;
  private final JavaText text;
  private final JavaParts parts;
  private final Node scan;
  private final Recurrence r;

  JavaLoop(JavaWriter writer, Node scan, Recurrence r) {
    this.writer = writer;
    this.scan = scan;
    this.r = r;
    net = writer.net;
    text = writer.text;
    parts = writer.parts;
  }

  /** Writes the loop; the variables that its results are. */
  List<String> results() {
    List<Node> arguments = r.body().inputs();
    List<Node> made = r.body().outputs();
    List<String> out = new ArrayList<>();
    JavaWriter step = new JavaWriter(net, text, parts, writer.indent + "  ");
    step.part = writer.part;
    String steps = factor(text.of(r.steps()));
    String at = text.name("step");
    for (int i = 0; i < r.carried(); i++) {
      String type = JavaText.type(arguments.get(i).dtype());
      String carried = text.name(JavaText.identifier(net.part(scan)) + "_state");
      writer.line(type + "[] " + carried + " = " + writer.of(scan.input(i)));
      step.put(arguments.get(i), carried);
      out.add(carried);
      if (r.kept().get(i)) {
        String all = text.name(carried + "s");
        String size = factor(text.product(arguments.get(i).type().dims()));
        writer.line(type + "[] " + all + " = new " + type + "[(" + steps + " + 1) * " + size + "]");
        String first = r.reversed() ? steps + " * " + size : "0";
        writer.line(
            "System.arraycopy(" + carried + ", 0, " + all + ", " + first + ", " + size + ")");
        out.set(i, all);
      }
    }
    for (int i = r.carried(); i < made.size(); i++) {
      String type = JavaText.type(made.get(i).dtype());
      String all = text.name(JavaText.identifier(net.part(scan)) + "_given");
      String size = factor(text.product(made.get(i).type().dims()));
      writer.line(type + "[] " + all + " = new " + type + "[" + steps + " * " + size + "]");
      out.add(all);
    }
    String way =
        r.reversed()
            ? "for (int " + at + " = " + steps + " - 1; " + at + " >= 0; " + at + "--) {"
            : "for (int " + at + " = 0; " + at + " < " + steps + "; " + at + "++) {";
    writer.lines.append(writer.indent).append(way).append('\n');
    for (int i = r.carried(); i < arguments.size(); i++) {
      if (i >= r.carried() + r.sequences()) {
        step.put(arguments.get(i), writer.of(scan.input(i)));
        continue;
      }
      String now = text.name(JavaText.identifier(net.part(scan)) + "_now");
      String size = factor(text.product(arguments.get(i).type().dims()));
      String type = JavaText.type(arguments.get(i).dtype());
      step.line(
          type
              + "[] "
              + now
              + " = java.util.Arrays.copyOfRange("
              + writer.of(scan.input(i))
              + ", "
              + at
              + " * "
              + size
              + ", ("
              + at
              + " + 1) * "
              + size
              + ")");
      step.put(arguments.get(i), now);
    }
    step.write(r.body().nodes(), made);
    for (int i = 0; i < made.size(); i++) {
      boolean carried = i < r.carried();
      if (!carried || r.kept().get(i)) {
        String size = factor(text.product(made.get(i).type().dims()));
        String place = carried && !r.reversed() ? "(" + at + " + 1)" : at;
        step.line(
            "System.arraycopy("
                + step.of(made.get(i))
                + ", 0, "
                + out.get(i)
                + ", "
                + place
                + " * "
                + size
                + ", "
                + size
                + ")");
      }
    }
    List<String> next = new ArrayList<>();
    for (int i = 0; i < r.carried(); i++) {
      String value = step.of(made.get(i));
      if (made.get(i).isInput() && made.get(i) != arguments.get(i)) {
        // another state, which may have changed by then
        String kept = text.name("kept");
        step.line(JavaText.type(made.get(i).dtype()) + "[] " + kept + " = " + value);
        value = kept;
      }
      next.add(step.of(arguments.get(i)) + " = " + value);
    }
    next.forEach(step::line);
    writer.lines.append(step.lines).append(writer.indent).append("}\n");
    return out;
  }

  /** As a factor. */
  private static String factor(String size) {
    return size.contains(" ") ? "(" + size + ")" : size;
  }
}
