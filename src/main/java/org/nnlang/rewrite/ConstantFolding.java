// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Unary;
import org.nnlang.lower.Lower;
import org.nnlang.lower.Lowering;
import org.nnlang.op.Fill;
import org.nnlang.op.Primitive;
import org.nnlang.tensor.DType;

/**
 * What is the same number everywhere becomes a {@link Fill}: maps and views of constants, and
 * reductions over nothing. Everything else keeps its place in the order of the graph, which decides
 * what is fused with what.
 */
final class ConstantFolding {
  /** Integers from here on may have been rounded. */
  private static final double INEXACT = 0x1p53;

  private ConstantFolding() {}

  static Subgraph rewrite(Subgraph function) {
    Map<Node, Double> constants = new HashMap<>();
    boolean any = false;
    for (Node n : function.nodes()) {
      Double c = n.op() instanceof Primitive ? constant(n, constants) : null;
      if (c != null) {
        constants.put(n, c);
        any |= !(n.op() instanceof Fill);
      }
    }
    return any ? folded(function, constants) : function;
  }

  private static Subgraph folded(Subgraph function, Map<Node, Double> constants) {
    Graph graph = new Graph();
    Map<Node, Node> now = new HashMap<>();
    for (Node n : function.inputs()) {
      now.put(n, graph.input(n.type(), n));
    }
    for (Node n : function.nodes()) {
      if (!now.containsKey(n)) {
        Double c = constants.get(n);
        now.put(
            n,
            c != null
                ? graph.add(new Fill(n.type(), c))
                : graph.add(n.op(), n.inputs().stream().map(now::get).toList()));
      }
    }
    return new Subgraph(
        function.inputs().stream().map(now::get).toList(),
        function.outputs().stream().map(now::get).toList());
  }

  /** The number that every element of the node is, or null. */
  private static @Nullable Double constant(Node n, Map<Node, Double> constants) {
    if (n.op() instanceof Fill f) {
      return f.value();
    }
    boolean mayBe =
        n.inputs().size() == 1
            && (constants.containsKey(n.input(0)) || n.input(0).type().size() == 0);
    if (!mayBe) {
      return null;
    }
    return switch (Lower.of(n)) {
      case Lowering.Alias a -> constants.get(n.input(0));
      case Lowering.Strided s -> constants.get(n.input(0));
      case Lowering.Reduce r when n.input(0).type().size() == 0 -> ofNothing(r.op());
      case Lowering.Map1 m -> {
        Double c = constants.get(n.input(0));
        yield c == null ? null : map(m.op(), c, m.c(), n.dtype());
      }
      default -> null;
    };
  }

  private static double ofNothing(Reduction op) {
    return switch (op) {
      case SUM -> 0;
      case PROD -> 1;
      case MAX -> Double.NEGATIVE_INFINITY;
      case MIN -> Double.POSITIVE_INFINITY;
    };
  }

  /** The result in the precision of {@code dtype}, or null for functions best left to a kernel. */
  private static @Nullable Double map(Unary op, double x, double c, DType dtype) {
    Double y =
        switch (op) {
          case NEG -> -x;
          case ABS -> Math.abs(x);
          case SQUARE -> x * x;
          case RELU -> Math.max(x, 0);
          case RECIPROCAL -> 1 / x;
          case ADD_C -> x + c;
          case MUL_C -> x * c;
          case RSUB_C -> c - x;
          case RDIV_C -> c / x;
          default -> null;
        };
    return y == null ? null : rounded(y, dtype);
  }

  /** The number as the type holds it; null for an integer that a double may not hold. */
  private static @Nullable Double rounded(double y, DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> (double) (float) y;
      case INT -> Math.abs(y) < INEXACT ? y : null;
      case FLOAT64, BOOL -> y;
    };
  }
}
