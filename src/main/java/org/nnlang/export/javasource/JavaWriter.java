// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Recurrence;
import org.nnlang.op.MatMul;
import org.nnlang.op.Primitive;
import org.nnlang.op.Scan;
import org.nnlang.op.ScanOutput;
import org.nnlang.op.Unpack;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.value.Module;

/** Writes nodes as statements in their order: which there are, and what their values are called. */
final class JavaWriter {
  static final String FORMAT = "a Java source file";

  final NetGraph net;
  final JavaText text;
  final JavaParts parts;
  final String indent;
  final StringBuilder lines = new StringBuilder();
  private final Map<Node, String> values = new IdentityHashMap<>();
  private final Map<Node, List<String>> loops = new IdentityHashMap<>();
  private final Map<Node, Integer> uses = new HashMap<>();
  String part = "";

  JavaWriter(NetGraph net, JavaText text, JavaParts parts, String indent) {
    this.net = net;
    this.text = text;
    this.parts = parts;
    this.indent = indent;
  }

  String lines() {
    return lines.toString();
  }

  void put(Node n, String variable) {
    values.put(n, variable);
  }

  String of(Node n) {
    return Objects.requireNonNull(values.get(n), n::toString);
  }

  /** Writes what {@code results} need of {@code nodes}, which are in their order. */
  void write(List<Node> nodes, List<Node> results) {
    nodes.forEach(n -> n.inputs().forEach(in -> uses.merge(in, 1, Integer::sum)));
    results.forEach(n -> uses.merge(n, 2, Integer::sum));
    Set<Node> needed = new HashSet<>(results);
    List<Node> order = new ArrayList<>();
    for (Node n : nodes.reversed()) {
      if (needed.contains(n) && !values.containsKey(n)) {
        order.add(n);
        needed.addAll(reads(n));
      }
    }
    for (Node n : order.reversed()) {
      values.put(n, one(n));
    }
  }

  private List<Node> reads(Node n) {
    if (Loops.goes(n)) {
      return loop(n).reads();
    }
    return switch (n.op()) {
      case MatMul m when isMatrix(n.input(1)) -> without(n.inputs(), 1);
      case ScanOutput o when n.input(0).op() instanceof Scan -> n.input(0).inputs();
      case Unpack u -> List.of();
      default -> n.inputs();
    };
  }

  /** Whether it is a weight whose rows a product takes as arrays of their own. */
  boolean isMatrix(Node x) {
    return x.isInput() && x.rank() == 2 && values.get(x) == null && parts.isHeld(x);
  }

  private static List<Node> without(List<Node> nodes, int i) {
    List<Node> out = new ArrayList<>(nodes);
    out.remove(i);
    return out;
  }

  private Loops loop(Node n) {
    return new Loops(text, n, in -> uses.getOrDefault(in, 0) == 1);
  }

  Problem refused(Node n, String what) {
    return NetGraph.notCovered(n, what, FORMAT);
  }

  // ---- statements

  private String name(Node n) {
    String path = net.part(n);
    String own = n.op().name();
    return text.name(path.isEmpty() ? own : path + "_" + own);
  }

  void comment(Node n) {
    String path = net.part(n);
    if (!path.equals(part)) {
      part = path;
      String what = n.owner() instanceof Module m ? m.describe().replace("*/", "") : "";
      lines.append('\n').append(indent).append("// ").append(path.isEmpty() ? "the net" : path);
      lines.append(what.isEmpty() || path.isEmpty() ? "" : ": " + fitting(what)).append('\n');
    }
  }

  /** What fits a line, and is no escape. */
  private static String fitting(String what) {
    String plain = what.replaceAll("[\\\\\\s]+", " ");
    return plain.length() > 90 ? plain.substring(0, 87) + "…" : plain;
  }

  String let(Node n, String value) {
    comment(n);
    String name = name(n);
    lines.append(indent).append(JavaText.type(n.dtype())).append("[] ").append(name);
    lines.append(" = ").append(value).append(";\n");
    return name;
  }

  String call(String helper, DType dtype, Object... arguments) {
    parts.use(helper, dtype);
    List<String> all = Arrays.stream(arguments).map(Object::toString).toList();
    return helper + "(" + String.join(", ", all) + ")";
  }

  private String one(Node n) {
    if (n.isInput()) {
      return parts.held(n);
    }
    if (Loops.goes(n)) {
      return looped(n);
    }
    return new JavaOps(this, n).of((Primitive) n.op());
  }

  private String looped(Node n) {
    Loops loop = loop(n);
    String body = loop.lines();
    parts.functions(body);
    List<String> parameters = new ArrayList<>(loop.parameters());
    List<String> arguments = new ArrayList<>(loop.reads().stream().map(this::of).toList());
    for (String size : parts.sizes()) {
      if (body.matches("(?s).*\\b" + size + "\\b.*")) {
        parameters.add("int " + size);
        arguments.add(size);
      }
    }
    String value = let(n, "@");
    parts.method(value, n, parameters, body);
    int at = lines.lastIndexOf("@;");
    lines.replace(at, at + 1, value + "(" + String.join(", ", arguments) + ")");
    return value;
  }

  /** The results of a loop, which is written once. */
  List<String> results(Node scan, Recurrence r) {
    List<String> known = loops.get(scan);
    if (known == null) {
      comment(scan);
      known = new JavaLoop(this, scan, r).results();
      loops.put(scan, known);
    }
    return known;
  }

  void line(String statement) {
    lines.append(indent).append(statement).append(";\n");
  }
}
