// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Gelu;
import org.nnlang.op.MulScalar;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.tensor.DType;

/** The ways in which people write GELU are the op; what looks alike is not. */
class GeluPatternTest {
  private static final double ROOT_HALF = Math.sqrt(0.5);

  private static boolean isGelu(UnaryOperator<Node> body) {
    Graph g = new Graph(Rewrites.WHILE_TRACING);
    Node out = body.apply(g.input(Type.of(DType.FLOAT32, 2, 3), new Object()));
    return out.op() instanceof Gelu
        || out.op() instanceof MulScalar m && m.c() == 0.5 && isTwice(out.input(0));
  }

  private static boolean isTwice(Node n) {
    return n.op() instanceof MulScalar m && m.c() == 2 && n.input(0).op() instanceof Gelu;
  }

  private static Node share(Node x, double c) {
    return Numeric.add(Numeric.erf(Numeric.mul(x, c)), 1);
  }

  @Test
  void whatIsWrittenByHand() {
    List<UnaryOperator<Node>> forms =
        List.of(
            Ops::gelu,
            x -> Numeric.mul(Numeric.mul(x, 0.5), share(x, ROOT_HALF)),
            x -> Numeric.mul(share(x, ROOT_HALF), Numeric.mul(x, 0.5)),
            x -> Numeric.mul(x, Numeric.mul(share(x, 0.70710678), 0.5)),
            x -> Numeric.mul(Numeric.mul(x, share(x, ROOT_HALF)), 0.5),
            x ->
                Numeric.mul(
                    Numeric.mul(x, 0.5),
                    Numeric.add(Numeric.erf(Numeric.div(x, Math.sqrt(2))), 1)));
    assertEquals(List.of(), forms.stream().filter(f -> !isGelu(f)).toList());
  }

  @Test
  void whatIsNot() {
    List<UnaryOperator<Node>> forms =
        List.of(
            x -> Numeric.mul(Numeric.mul(x, 0.5), share(x, 0.7)),
            x -> Numeric.mul(Numeric.mul(Numeric.exp(x), 0.5), share(x, ROOT_HALF)),
            x -> Numeric.mul(Numeric.mul(x, 0.5), Numeric.erf(Numeric.mul(x, ROOT_HALF))));
    assertEquals(List.of(), forms.stream().filter(GeluPatternTest::isGelu).toList());
  }
}
