// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.graph.Node;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Type;
import org.nnlang.op.AddAlong;
import org.nnlang.op.ArgMax;
import org.nnlang.op.ArgSort;
import org.nnlang.op.Cast;
import org.nnlang.op.Cumsum;
import org.nnlang.op.Fill;
import org.nnlang.op.Ids;
import org.nnlang.op.Iota;
import org.nnlang.op.MatMul;
import org.nnlang.op.Pairwise;
import org.nnlang.op.Pointwise;
import org.nnlang.op.Reducing;
import org.nnlang.tensor.DType;

/**
 * How large ints can get, for in ND4J they overflow without a word. An int that comes from outside
 * has at most {@link #GIVEN}, which whoever runs the function looks after; from there it is known
 * of all what they cannot exceed. Where that is too much, nn's own engine computes.
 */
final class Magnitudes {
  /** Of what is given. */
  static final double GIVEN = 0x1p24;

  /** From here on a result may not fit. */
  private static final double MOST = 0x1p62;

  private final Map<Node, Double> most = new HashMap<>();

  void input(Node n) {
    most.put(n, GIVEN);
  }

  /** Takes note of a node that is computed, if it has ints. */
  void add(Node n) {
    if (n.dtype() != DType.INT) {
      return;
    }
    double bound = bound(n);
    if (!(bound < MOST)) {
      throw new OwnOnly();
    }
    most.put(n, bound);
  }

  private double of(Node n) {
    return n.dtype() == DType.INT ? most.get(n) : 1;
  }

  private double bound(Node n) {
    List<Node> in = n.inputs();
    double largest = in.stream().mapToDouble(this::of).max().orElse(0);
    return switch (n.op()) {
      case Fill f -> Math.abs(f.value());
      case Iota i ->
          i.type().dim(i.axis()).isKnown()
              ? Math.abs(i.start())
                  + Math.abs(i.step()) * Math.max(0, i.type().dim(i.axis()).value() - 1)
              : GIVEN;
      case Ids i -> i.count().isKnown() ? i.count().value() : GIVEN;
      case Cast c -> in.get(0).dtype().isFloat() ? GIVEN : largest;
      case ArgMax a -> size(in.get(0).type(), a.axis());
      case ArgSort a -> size(in.get(0).type(), a.axis());
      case Pointwise p -> unary(p, largest);
      case Pairwise p -> binary(p, of(in.get(0)), of(in.get(1)));
      case Reducing r -> {
        double count = count(in.get(0).type()) / Math.max(1, count(n.type()));
        yield r.reduction() == Reduction.SUM
            ? largest * count
            : r.reduction() == Reduction.PROD ? Math.pow(Math.max(1, largest), count) : largest;
      }
      case Cumsum c -> largest * size(n.type(), c.axis());
      case AddAlong a -> largest * size(in.get(0).type(), a.axis());
      case MatMul m -> {
        Type a = in.get(0).type();
        double inner = size(a, m.transposeA() ? a.rank() - 2 : a.rank() - 1);
        double product = of(in.get(0)) * of(in.get(1)) * inner;
        yield in.size() > 2 ? product + of(in.get(2)) : product;
      }
      default -> largest;
    };
  }

  private static double unary(Pointwise p, double x) {
    double c = Math.abs(p.c());
    return switch (p.unary()) {
      case SQUARE -> x * x;
      case ADD_C, RSUB_C -> x + c;
      case MUL_C -> x * c;
      case POW_C -> Math.pow(Math.max(1, x), c);
      case MAX_C, MIN_C -> Math.max(x, c);
      case SIGN -> 1;
      default -> x;
    };
  }

  private static double binary(Pairwise p, double a, double b) {
    return switch (p.binary()) {
      case ADD, SUB -> a + b;
      case MUL -> a * b;
      case POW -> Double.POSITIVE_INFINITY;
      default -> Math.max(a, b);
    };
  }

  private static double count(Type t) {
    return t.isKnown() ? t.size() : GIVEN;
  }

  private static double size(Type t, int axis) {
    return t.dim(axis).isKnown() ? t.dim(axis).value() : GIVEN;
  }
}
