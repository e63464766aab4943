// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Node;
import org.nnlang.source.Polls;

/** A traced net as a table, a line for each node. */
final class GraphText {
  private GraphText() {}

  static String of(NetGraph net) {
    List<String[]> lines = new ArrayList<>();
    for (Node n : net.nodes()) {
      Polls.sometimes();
      lines.add(
          new String[] {
            line(net, n),
            n.type().toString(),
            net.part(n),
            n.span().isKnown() ? n.span().source().name() + ":" + n.span().line() : ""
          });
    }
    return columns(lines, -1)
        + net.results().stream()
            .map(net.names()::get)
            .collect(Collectors.joining(", ", "return ", ""));
  }

  /**
   * Lines of equally many words in columns.
   *
   * @param right the column whose words stand at its right, -1 for none
   */
  static String columns(List<String[]> lines, int right) {
    int[] width = new int[lines.get(0).length];
    for (String[] line : lines) {
      for (int i = 0; i < width.length; i++) {
        width[i] = Math.max(width[i], line[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] line : lines) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < width.length; i++) {
        int gap = width[i] - line[i].length();
        row.repeat(' ', i == right ? gap : 0).append(line[i]);
        row.repeat(' ', i == right ? 2 : gap + 2);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** {@code %3 = add(%1, %2)}. */
  static String line(NetGraph net, Node n) {
    return net.names().get(n) + " = " + operation(net, n);
  }

  private static String operation(NetGraph net, Node n) {
    List<String> arguments =
        n.inputs().stream().map(net.names()::get).collect(Collectors.toCollection(ArrayList::new));
    String attributes = NetGraph.attributes(n);
    if (!attributes.isEmpty()) {
      arguments.add(attributes);
    }
    return arguments.isEmpty()
        ? net.kind(n)
        : net.kind(n) + "(" + String.join(", ", arguments) + ")";
  }
}
