// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.op.Add;
import org.nnlang.op.AddScalar;
import org.nnlang.op.Convolution;
import org.nnlang.op.Div;
import org.nnlang.op.Fill;
import org.nnlang.op.MulScalar;
import org.nnlang.op.Neg;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.Pool;
import org.nnlang.op.PoolWindows;
import org.nnlang.op.Relu;
import org.nnlang.op.Slice;
import org.nnlang.op.Sqrt;
import org.nnlang.tensor.DType;

/**
 * What each rewrite does and what it must leave alone. That it changes no number is what the test
 * of the samples on the engine shows.
 */
class RewritesTest {
  private final Graph graph = new Graph(Rewrites.WHILE_TRACING);
  private final Node x = input(2, 3);

  private Node input(long... shape) {
    return graph.input(Type.of(DType.FLOAT32, shape), new Object());
  }

  @Test
  void whatHasNoEffectIsNotDone() {
    assertSame(x, Numeric.mul(x, 1.0));
    assertSame(x, Numeric.neg(Numeric.neg(x)));
    assertSame(x, Ops.reshape(x, x.type().dims()));
    assertSame(x, Ops.permute(x, List.of(0, 1)));
    assertSame(x, Ops.expand(x, x.type().dims()));
    assertSame(x, Ops.slice(x, 1, 0, 3, 1));
    // -0 + 0 is 0
    assertInstanceOf(AddScalar.class, Numeric.add(x, 0.0).op());
    assertInstanceOf(Slice.class, Ops.slice(x, 1, 0, 3, 2).op());
  }

  @Test
  void viewsOfViewsAreViews() {
    Node line = Ops.reshape(Ops.reshape(x, List.of(Dim.of(3), Dim.of(2))), List.of(Dim.of(6)));
    assertSame(x, line.input(0));
    assertSame(x, Ops.transpose(Ops.transpose(x)));
    Node part = Ops.slice(Ops.slice(x, 1, 1, 3, 1), 1, 1, 2, 1);
    assertSame(x, part.input(0));
    assertEquals(List.of(Dim.of(0), Dim.of(2)), ((Slice) part.op()).starts());
  }

  @Test
  void cheaperOpsThatRoundTheSame() {
    assertInstanceOf(Sqrt.class, Numeric.pow(x, 0.5).op());
    assertEquals(new MulScalar(0.25), Numeric.div(x, 4).op());
    assertInstanceOf(Div.class, Numeric.div(x, 3).op());
    // its reciprocal is no number of 32 bits that divides back
    assertInstanceOf(Div.class, Numeric.div(x, 0x1p40).op());
    // one number is made negative and not all
    Node less = Ops.sum(Numeric.neg(x), List.of(1), false);
    assertInstanceOf(Neg.class, less.op());
    assertEquals(Ops.sum(x, List.of(1), false), less.input(0));
  }

  @Test
  void reluGoesBehindAPool() {
    Node image = input(1, 1, 4, 4);
    Node y = Convolution.maxPool(Numeric.relu(image), PoolWindows.of(2, 2, 2));
    assertInstanceOf(Relu.class, y.op());
    assertInstanceOf(Pool.class, y.input(0).op());
    Node mean = Convolution.avgPool(Numeric.relu(image), PoolWindows.of(2, 2, 2));
    assertInstanceOf(Relu.class, mean.input(0).op());
  }

  @Test
  void slicesThatDoNotOverlapAreJoined() {
    Node left = Ops.pad(Ops.slice(x, 1, 0, 2, 1), 1, 0, 1, 0);
    Node right = Ops.pad(Ops.slice(x, 1, 2, 3, 1), 1, 2, 0, 0);
    assertSame(x, Numeric.add(left, right));
    Node over = Ops.pad(Ops.slice(x, 1, 1, 3, 1), 1, 1, 0, 0);
    assertInstanceOf(Add.class, Numeric.add(left, over).op());
  }

  private static List<String> names(Subgraph function) {
    return function.nodes().stream().map(n -> n.op().name()).toList();
  }

  @Test
  void aSumIsMadeOfTheSumsOfItsParts() {
    Node y = input(2, 3);
    Node factor = input(1, 3);
    Node one = Ops.sum(x, List.of(0), true);
    Node other = Ops.sum(y, List.of(0), true);
    Node both = Ops.sum(Numeric.sub(Numeric.mul(x, factor), y), List.of(0), true);
    List<Node> inputs = List.of(x, y, factor);
    Subgraph known = KnownSums.rewrite(new Subgraph(inputs, List.of(one, other, both)));
    assertEquals("sub", known.outputs().get(2).op().name());
    assertEquals(2, names(known).stream().filter("sum"::equals).count());
    // the sum of y is not asked for; a factor that changes along the axis cannot be taken out
    Subgraph unknown = new Subgraph(inputs, List.of(one, both));
    assertSame(unknown, KnownSums.rewrite(unknown));
    Node changing = Ops.sum(Numeric.mul(x, y), List.of(0), true);
    Subgraph left = new Subgraph(inputs, List.of(one, other, changing));
    assertSame(left, KnownSums.rewrite(left));
  }

  @Test
  void whatAMeanIsTakenFromSumsToNothing() {
    Node off = Numeric.sub(x, Ops.mean(x, List.of(0), true));
    Node sum = Ops.sum(Numeric.mul(off, 3.0), List.of(0), true);
    Subgraph known = KnownSums.rewrite(new Subgraph(List.of(x), List.of(sum)));
    assertEquals(new Fill(sum.type(), 0), known.outputs().get(0).op());
    // over another axis, or with another mean, it does not
    Node along = Ops.sum(Numeric.mul(off, 3.0), List.of(1), true);
    Subgraph left = new Subgraph(List.of(x), List.of(along));
    assertSame(left, KnownSums.rewrite(left));
    Node half = Numeric.sub(x, Numeric.mul(Ops.mean(x, List.of(0), true), 0.5));
    left = new Subgraph(List.of(x), List.of(Ops.sum(Numeric.mul(half, 3.0), List.of(0), true)));
    assertSame(left, KnownSums.rewrite(left));
  }

  @Test
  void constantsAreFilledAndTheRestKeepsItsOrder() {
    Node two = Numeric.add(Ops.full(graph, x.type(), 1), 1.0);
    Node first = Numeric.exp(x);
    Node second = Numeric.mul(first, two);
    Subgraph folded = ConstantFolding.rewrite(new Subgraph(List.of(x), List.of(second, two)));
    assertEquals(new Fill(x.type(), 2), folded.outputs().get(1).op());
    assertEquals(
        List.of("input", "full", "exp", "mul"),
        folded.nodes().stream().map(n -> n.op().name()).toList());
    Subgraph without = new Subgraph(List.of(x), List.of(first));
    assertSame(without, ConstantFolding.rewrite(without));
  }
}
