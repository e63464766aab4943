// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Recurrence;
import org.nnlang.layer.Layer;
import org.nnlang.op.Add;
import org.nnlang.op.MatMul;
import org.nnlang.op.Permute;
import org.nnlang.op.Reshape;
import org.nnlang.op.Scan;
import org.nnlang.tensor.DType;

/** One cell of a recurrent layer along time, as ONNX's own operator. */
final class OnnxCell {
  /** In which order ONNX has the gates that nn's weights have in PyTorch's order. */
  private record Kind(String operator, List<Integer> gates, int states) {
    static @Nullable Kind of(String layer) {
      return switch (layer) {
        case "lstm" -> new Kind("LSTM", List.of(0, 3, 1, 2), 2);
        case "gru" -> new Kind("GRU", List.of(1, 0, 2), 1);
        case "rnn" -> new Kind("RNN", List.of(0), 1);
        default -> null;
      };
    }
  }

  /** Of a cell its weights, as they are read. */
  private record Weights(Node in, Node own, Node inBias, Node ownBias) {
    List<Node> all() {
      return List.of(in, own, inBias, ownBias);
    }
  }

  private final OnnxWriter writer;
  private final OnnxGraph graph;
  private final Node scan;
  private final Recurrence r;
  private final Kind kind;
  private final Weights weights;
  private final Node x;

  private OnnxCell(OnnxWriter writer, Node scan, Kind kind, Weights weights, Node x) {
    this.writer = writer;
    this.scan = scan;
    this.kind = kind;
    this.weights = weights;
    this.x = x;
    graph = writer.graph();
    r = ((Scan) scan.op()).recurrence();
  }

  /** The cell that a loop is; null where it is none, or not one that ONNX has. */
  static @Nullable OnnxCell of(Node scan, OnnxWriter writer) {
    if (!(scan.owner() instanceof Layer layer) || scan.dtype() != DType.FLOAT32) {
      return null;
    }
    Kind kind = Kind.of(layer.name());
    Recurrence r = ((Scan) scan.op()).recurrence();
    boolean usual =
        kind != null
            && r.carried() == kind.states
            && r.sequences() == 1
            && r.given() == 0
            && r.kept().getFirst()
            && r.kept().stream().filter(k -> k).count() == 1;
    if (!usual) {
      return null;
    }
    Weights weights = weights(scan, layer, r);
    Node x = weights == null ? null : input(scan.input(r.carried()), weights.in);
    return x == null || kind == null || weights == null
        ? null
        : new OnnxCell(writer, scan, kind, weights, x);
  }

  /** The weights of the cell among those of its layer, told by what the loop shares. */
  private static @Nullable Weights weights(Node scan, Layer layer, Recurrence r) {
    String stem = "weight_hh";
    for (Node shared : scan.inputs().subList(r.carried() + 1, scan.inputs().size())) {
      Node weight = shared.op() instanceof Permute ? shared.input(0) : shared;
      for (String name : layer.names()) {
        boolean own = name.startsWith(stem) && reads(weight, layer, name);
        if (own) {
          String cell = name.substring(stem.length());
          Node in = read(scan, layer, "weight_ih" + cell);
          Node inBias = read(scan, layer, "bias_ih" + cell);
          Node ownBias = read(scan, layer, "bias_hh" + cell);
          return in != null && inBias != null && ownBias != null
              ? new Weights(in, weight, inBias, ownBias)
              : null;
        }
      }
    }
    return null;
  }

  private static boolean reads(Node n, Layer layer, String weight) {
    return n.isInput() && n.graph().binding(n) == layer.raw(weight);
  }

  private static @Nullable Node read(Node any, Layer layer, String weight) {
    return any.graph().inputs().stream()
        .filter(n -> layer.raw(weight) instanceof Variable && reads(n, layer, weight))
        .findFirst()
        .orElse(null);
  }

  /** What the cell goes along: the sequence is its product with the weights, and biases. */
  private static @Nullable Node input(Node seen, Node weight) {
    if (seen.op() instanceof MatMul m && m.transposeB() && seen.input(1) == weight) {
      return seen.inputs().size() == 2 && !m.transposeA() ? seen.input(0) : null;
    }
    if (seen.op() instanceof Add) {
      Node left = input(seen.input(0), weight);
      return left != null ? left : input(seen.input(1), weight);
    }
    return seen.op() instanceof Reshape ? input(seen.input(0), weight) : null;
  }

  boolean reversed() {
    return r.reversed();
  }

  /** What must have been written. */
  List<Node> reads() {
    List<Node> out = new ArrayList<>(scan.inputs().subList(0, r.carried()));
    out.addAll(weights.all());
    out.add(x);
    return out;
  }

  /** What comes out after each step, {@code [time, batch, out]}. */
  String afterEach() {
    return graph.node("Squeeze", List.of(written().get(0), graph.integers(1)));
  }

  /** A result of the recurrence. */
  String result(int index) {
    return index == 0
        ? OnnxLoop.kept(graph, writer.of(scan.input(0)), afterEach(), r.reversed())
        : graph.node("Squeeze", List.of(written().get(index + 1), graph.integers(0)));
  }

  private List<String> written() {
    List<String> known = writer.loop(scan);
    if (known != null) {
      return known;
    }
    Dim in = Objects.requireNonNull(weights.in).type().dim(1);
    Dim batch = scan.input(0).type().dim(0);
    String sequence = OnnxPlaces.reshape(writer, writer.of(x), List.of(r.steps(), batch, in));
    List<String> inputs =
        new ArrayList<>(
            List.of(
                sequence,
                oneWay(gates(weights.in)),
                oneWay(gates(weights.own)),
                oneWay(
                    graph.node(
                        "Concat",
                        List.of(gates(weights.inBias), gates(weights.ownBias)),
                        Attribute.of("axis", 0))),
                ""));
    for (int i = 0; i < kind.states; i++) {
      inputs.add(oneWay(writer.of(scan.input(i))));
    }
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.of("hidden_size", weights.own.type().dim(1).value()));
    attributes.add(Attribute.of("direction", r.reversed() ? "reverse" : "forward"));
    if (kind.operator.equals("GRU")) {
      attributes.add(Attribute.of("linear_before_reset", 1));
    }
    List<String> out =
        List.of(
            graph.nodes(
                kind.operator, inputs, 1 + kind.states, attributes.toArray(Attribute[]::new)));
    writer.loop(scan, out);
    return out;
  }

  /** With an axis for the one direction in front. */
  private String oneWay(String x) {
    return graph.node("Unsqueeze", List.of(x, graph.integers(0)));
  }

  /** A weight with its gates in ONNX's order. */
  private String gates(Node weight) {
    int count = kind.gates.size();
    if (count == 1) {
      return writer.of(weight);
    }
    String[] parts =
        graph.nodes("Split", List.of(writer.of(weight)), count, Attribute.of("axis", 0));
    List<String> order = kind.gates.stream().map(i -> parts[i]).toList();
    return graph.node("Concat", order, Attribute.of("axis", 0));
  }
}
