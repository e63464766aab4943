// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Variable;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Node;
import org.nnlang.op.Primitive;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Packed;
import org.nnlang.tensor.Packing;
import org.nnlang.tensor.Tensor;

/** Has the nodes of one graph written: a net's, or the body of a loop in it. */
final class OnnxWriter {
  static final String FORMAT = "an ONNX model";

  private final NetGraph net;
  private final OnnxGraph graph;
  private final OnnxSizes sizes;
  private final boolean half;
  private final Map<Node, String> values = new IdentityHashMap<>();

  /** What was written for a loop, by its node. */
  private final Map<Node, List<String>> loops = new IdentityHashMap<>();

  OnnxWriter(NetGraph net, OnnxGraph graph, boolean half) {
    this.net = net;
    this.graph = graph;
    this.half = half;
    sizes = new OnnxSizes(graph, net);
  }

  /** One for the body of a loop. */
  OnnxWriter inside() {
    return new OnnxWriter(net, new OnnxGraph(graph), half);
  }

  OnnxGraph graph() {
    return graph;
  }

  OnnxSizes sizes() {
    return sizes;
  }

  /** Says what a node is called. */
  void put(Node n, String value) {
    values.put(n, value);
  }

  /** The value of a node that was written. */
  String of(Node n) {
    return Objects.requireNonNull(values.get(n), n::toString);
  }

  /** What was written for a loop; null for nothing yet. */
  @Nullable List<String> loop(Node scan) {
    return loops.get(scan);
  }

  void loop(Node scan, List<String> results) {
    loops.put(scan, results);
  }

  /** Writes what {@code results} need of {@code nodes}, which are in their order. */
  void write(List<Node> nodes, List<Node> results) {
    Set<Node> needed = new HashSet<>(results);
    List<Patterns.Match> matches = new ArrayList<>();
    for (Node n : nodes.reversed()) {
      if (needed.contains(n) && !values.containsKey(n)) {
        Patterns.Match match = Patterns.of(n, this);
        matches.add(match);
        needed.addAll(match.reads());
      }
    }
    for (Patterns.Match match : matches.reversed()) {
      Node n = match.of();
      String part = net.part(n);
      graph.at(part);
      values.put(n, match.write().get());
    }
  }

  /** A weight or a tensor that the net holds. */
  String held(Node n) {
    Object binding = n.graph().binding(n);
    return switch (binding) {
      case Variable v -> graph.tensor(net.name(n), v.value(), half);
      case Tensor t -> graph.tensor("constant", t, false);
      default -> throw new IllegalStateException(n + " is bound to " + binding);
    };
  }

  /** A weight that is packed: of int8 the codes as they are, with a scale a row. */
  String unpacked(Node n) {
    Object codes = n.input(0).isInput() ? n.graph().binding(n.input(0)) : n;
    for (Map.Entry<String, Variable> entry : net.net().variables().entrySet()) {
      Packed packed = entry.getValue().packed();
      if (packed != null && packed.codes() == codes) {
        String name = packed.isTurned() ? entry.getKey() + "/turned" : entry.getKey();
        Packed kept = packed.kept();
        return kept.packing() == Packing.BFLOAT16
            ? graph.tensor(name, kept.unpacked(), half)
            : graph.node(
                "DequantizeLinear",
                List.of(
                    graph.codes(name, kept.unscaled()),
                    graph.tensor(name + "/scale", kept.scales(), false),
                    graph.zeros(Math.toIntExact(kept.scales().size()))),
                Attribute.of("axis", 0));
      }
    }
    throw notCovered(n, "packed weights that are none of the net");
  }

  /** One node by itself. */
  String primitive(Node n) {
    if (n.isInput()) {
      return held(n);
    }
    if (n.type().count().is(0)) {
      // some of ONNX Runtime's operators divide by how many there are
      return OnnxPlaces.fill(graph, sizes, n.type(), 0);
    }
    return new OnnxOps(this, n).of((Primitive) n.op());
  }

  /** A problem that says what cannot be written. */
  Problem notCovered(Node n, String what) {
    return NetGraph.notCovered(n, what, FORMAT);
  }
}
