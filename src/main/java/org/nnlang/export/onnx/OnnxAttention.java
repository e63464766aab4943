// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Attend;
import org.nnlang.tensor.DType;

/** Attention as products of matrices, masks and a softmax. */
final class OnnxAttention {
  private final OnnxWriter writer;
  private final OnnxGraph graph;
  private final Node n;
  private final Attend op;
  private final Type q;

  OnnxAttention(OnnxWriter writer, Node n, Attend op) {
    this.writer = writer;
    this.n = n;
    this.op = op;
    graph = writer.graph();
    q = n.input(0).type();
  }

  private String node(String operator, String... inputs) {
    return graph.node(operator, List.of(inputs));
  }

  String write() {
    if (op.dropout() > 0) {
      throw writer.notCovered(n, "dropout within attention");
    }
    int rank = q.rank();
    Type keys = n.input(1).type();
    Dim ahead = keys.dim(rank - 2).minus(q.dim(rank - 2));
    String k = everyHead(1);
    long[] order = new long[rank];
    for (int i = 0; i < rank; i++) {
      order[i] = i < rank - 2 ? i : 2L * rank - 3 - i;
    }
    String turned = graph.node("Transpose", List.of(k), Attribute.of("perm", order));
    String scale = graph.scalar(q.dtype(), op.scale());
    String scores = node("MatMul", node("Mul", writer.of(n.input(0)), scale), turned);
    String never = graph.scalar(q.dtype(), Double.NEGATIVE_INFINITY);
    boolean sees = true;
    if (op.causal()) {
      scores = node("Where", visible(keys, ahead), scores, never);
      sees = ahead.isKnown() && ahead.value() >= 0;
    }
    if (n.inputs().size() > 3) {
      scores = node("Where", writer.of(n.input(3)), scores, never);
      sees = false;
    }
    String weights = graph.node("Softmax", List.of(scores), Attribute.of("axis", -1));
    if (!sees) {
      // a row that sees nothing is zeros, not the quotient of zeros that its softmax is
      String most =
          graph.node(
              "ReduceMax",
              List.of(scores),
              Attribute.of("axes", new long[] {-1}),
              Attribute.of("keepdims", 1));
      String zero = graph.scalar(q.dtype(), 0);
      weights = node("Where", node("Greater", most, never), weights, zero);
    }
    return node("MatMul", weights, everyHead(2));
  }

  /** Where a query sees a key by their places. */
  private String visible(Type keys, Dim ahead) {
    Dim queries = q.dim(q.rank() - 2);
    String query = node("Unsqueeze", range(queries), graph.integers(1));
    if (!ahead.is(0)) {
      query = node("Add", query, writer.sizes().of(ahead));
    }
    String key = range(keys.dim(keys.rank() - 2));
    String seen = node("GreaterOrEqual", query, key);
    if (op.window() == 0) {
      return seen;
    }
    String window = graph.scalar(DType.INT, op.window());
    return node("And", seen, node("Less", node("Sub", query, key), window));
  }

  private String range(Dim size) {
    return node(
        "Range",
        graph.scalar(DType.INT, 0),
        writer.sizes().scalar(size),
        graph.scalar(DType.INT, 1));
  }

  /** An input with a head for each of the queries. */
  private String everyHead(int i) {
    Type x = n.input(i).type();
    int heads = x.rank() - 3;
    String value = writer.of(n.input(i));
    if (heads < 0 || x.dim(heads).equals(q.dim(heads))) {
      return value;
    }
    List<Dim> dims = new ArrayList<>(x.dims());
    dims.add(heads + 1, q.dim(heads).floorDiv(x.dim(heads)));
    String apart = node("Unsqueeze", value, graph.integers(heads + 1));
    String shared = node("Expand", apart, writer.sizes().shape(dims));
    List<Dim> joined = new ArrayList<>(x.dims());
    joined.set(heads, q.dim(heads));
    return OnnxPlaces.reshape(writer, shared, joined);
  }
}
