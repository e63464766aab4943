// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Node;
import org.nnlang.value.Module;

/** A traced net in the language of Graphviz: parts are frames, shapes stand at the arrows. */
final class GraphDot {
  private final NetGraph net;
  private final Map<String, List<Node>> nodes = new LinkedHashMap<>();
  private final Map<String, String> titles = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();

  private GraphDot(NetGraph net) {
    this.net = net;
    net.net().visit((path, part) -> titles.put(path, title(path, part)));
    titles.keySet().forEach(path -> nodes.put(path, new ArrayList<>()));
    net.nodes().forEach(n -> Objects.requireNonNull(nodes.get(net.part(n))).add(n));
  }

  static String of(NetGraph net) {
    return new GraphDot(net).write();
  }

  private static String title(String path, Module part) {
    return (path.isEmpty() ? "" : path + ": ") + part.name();
  }

  private String write() {
    text.append("digraph net {\n  node [shape=box, fontname=\"sans-serif\"];\n");
    text.append("  edge [fontname=\"sans-serif\", fontsize=10];\n");
    frame("", "  ");
    for (Node n : net.nodes()) {
      for (Node in : n.inputs()) {
        text.append("  n%d -> n%d [label=%s];\n".formatted(in.id(), n.id(), quoted(in.type())));
      }
    }
    for (Node n : net.results()) {
      text.append("  y%d [label=\"result\", shape=oval];\n".formatted(n.id()));
      text.append("  n%d -> y%d [label=%s];\n".formatted(n.id(), n.id(), quoted(n.type())));
    }
    return text.append("}\n").toString();
  }

  private void frame(String path, String indent) {
    text.append(indent).append("subgraph ").append(quoted("cluster " + path)).append(" {\n");
    String inner = indent + "  ";
    text.append(inner)
        .append("label=")
        .append(quoted(Objects.requireNonNull(titles.get(path))))
        .append(";\n");
    for (Node n : Objects.requireNonNull(nodes.get(path))) {
      text.append(inner).append("n").append(n.id()).append(" [label=").append(label(n));
      text.append("];\n");
    }
    for (String other : titles.keySet()) {
      if (!other.isEmpty() && outer(other).equals(path) && !isEmpty(other)) {
        frame(other, inner);
      }
    }
    text.append(indent).append("}\n");
  }

  /** The part that a part is in: not every piece of a path is one, lists are none. */
  private String outer(String path) {
    String outer = path;
    do {
      outer = outer.substring(0, Math.max(0, outer.lastIndexOf('.')));
    } while (!titles.containsKey(outer));
    return outer;
  }

  private boolean isEmpty(String path) {
    return nodes.entrySet().stream()
        .noneMatch(
            e ->
                !e.getValue().isEmpty()
                    && (e.getKey().equals(path) || e.getKey().startsWith(path + ".")));
  }

  private String label(Node n) {
    String name = Objects.requireNonNull(net.names().get(n));
    String first = name.startsWith("%") ? net.kind(n) : name;
    String attributes = NetGraph.attributes(n);
    String place = n.span().isKnown() ? "line " + n.span().line() : "";
    StringBuilder label = new StringBuilder(first);
    for (String line : List.of(attributes, place)) {
      if (!line.isEmpty()) {
        label.append('\n').append(line);
      }
    }
    return quoted(label);
  }

  private static String quoted(Object text) {
    return "\""
        + text.toString().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
        + "\"";
  }
}
