// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;

/**
 * Logarithms of what formulas are full of, in the form that loses no digits and does not overflow:
 * what a script writes out by hand is as exact as what has a name.
 */
final class Logarithms {
  private Logarithms() {}

  static Node log(Node x) {
    return switch (x.op()) {
      case Exp e -> x.input(0);
      case Sigmoid s -> Numeric.neg(Numeric.softplus(Numeric.neg(x.input(0))));
      case Reciprocal r -> Numeric.neg(Numeric.log(x.input(0)));
      case AddScalar a when a.c() == 1 -> oneMore(x.input(0));
      case SubFromScalar s when s.c() == 1 -> Numeric.log1p(Numeric.neg(x.input(0)));
      case Sum s when x.input(0).op() instanceof Exp -> ofSum(x, s);
      case Div d when x.input(0).op() instanceof Exp -> ofShare(x);
      default -> x.apply(new Log());
    };
  }

  private static Node oneMore(Node x) {
    return x.op() instanceof Exp ? Numeric.softplus(x.input(0)) : Numeric.log1p(x);
  }

  private static Node ofSum(Node x, Sum sum) {
    Node powers = x.input(0).input(0);
    List<Integer> axes = IntStream.range(sum.from(), sum.to()).boxed().toList();
    return Softmax.logSumExp(powers, axes, sum.keep());
  }

  /** The logarithm of a softmax. */
  private static Node ofShare(Node x) {
    return Numeric.sub(x.input(0).input(0), Numeric.log(x.input(1)));
  }

  /** {@code e ^ x - 1}; null where x is no power. */
  static @Nullable Node lessOne(Node x) {
    return x.op() instanceof Exp ? Numeric.expm1(x.input(0)) : null;
  }

  /** {@code 1 - x} in another form; null where there is no better one. */
  static @Nullable Node restToOne(Node x) {
    return switch (x.op()) {
      case Exp e -> Numeric.neg(Numeric.expm1(x.input(0)));
      case Sigmoid s -> Numeric.sigmoid(Numeric.neg(x.input(0)));
      default -> null;
    };
  }
}
