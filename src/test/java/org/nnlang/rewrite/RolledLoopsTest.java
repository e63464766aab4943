// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.Scan;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;
import org.nnlang.tensor.DType;

/** What becomes a scan; that the numbers stay is in the snippet nets/loop-over-time. */
class RolledLoopsTest {
  private static final SourceText SCRIPT = new SourceText("a.nn", "loop after");

  private static Node loop(int turns, boolean another) {
    Graph graph = new Graph();
    Node x = graph.input(Type.of(DType.FLOAT32, 2, turns, 4), new Object());
    Node w = graph.input(Type.of(DType.FLOAT32, 4, 4), new Object());
    Node h = Ops.full(graph, Type.of(DType.FLOAT32, 2, 4), 0);
    List<Node> all = new ArrayList<>();
    for (int t = 0; t < turns; t++) {
      Node sum = Numeric.add(Ops.index(x, 1, t), Ops.matmul(h, w));
      h = another && t % 3 == 0 ? Numeric.sigmoid(sum) : Numeric.tanh(sum);
      all.add(h);
    }
    return Ops.stack(all, 1);
  }

  private static List<Node> rolled(Node out) {
    return Subgraph.needed(Rewrites.onceTraced(List.of(out), List.of()));
  }

  @Test
  void aLoopOfAnyLengthIsOneScan() {
    List<Node> few = rolled(loop(20, false));
    List<Node> many = rolled(loop(500, false));
    assertEquals(1, few.stream().filter(n -> n.op() instanceof Scan).count());
    assertEquals(few.size(), many.size());
  }

  @Test
  void turnsThatRepeatInThreesAreTurnsOfThree() {
    // two turns of tanh and one of sigmoid are a turn of three times the length
    List<Node> every = rolled(loop(30, true));
    assertEquals(1, every.stream().filter(n -> n.op() instanceof Scan).count());
    List<Node> shorter = rolled(loop(20, true));
    assertEquals(0, shorter.stream().filter(n -> n.op() instanceof Scan).count());
  }

  @Test
  void ofALoopThatIsAskedForItsEndNothingElseIsKept() {
    Graph graph = new Graph();
    Node h = graph.input(Type.of(DType.FLOAT32, 2, 4), new Object());
    Node w = graph.input(Type.of(DType.FLOAT32, 4, 4), new Object());
    for (int t = 0; t < 60; t++) {
      h = Ops.matmul(h, w);
    }
    List<Node> rolled = rolled(h);
    Node scan = rolled.stream().filter(n -> n.op() instanceof Scan).findAny().orElseThrow();
    assertEquals(8, scan.type().size(), "the last of 60 matrices, and no other");
  }

  @Test
  void whatAGradientIsTakenByStays() {
    Graph graph = new Graph();
    Node h = graph.input(Type.of(DType.FLOAT32, 2, 4), new Object());
    Node w = graph.input(Type.of(DType.FLOAT32, 4, 4), new Object());
    for (int t = 0; t < 60; t++) {
      h = Ops.matmul(h, w);
    }
    Node half = Numeric.mul(h, 0.5);
    List<Node> out = Rewrites.onceTraced(List.of(Ops.sum(half, null, false)), List.of(half));
    assertTrue(Subgraph.needed(out).contains(half));
  }

  @Test
  void numbersDrawnInALoopAreDrawnAsTheyWereWritten() {
    Graph graph = new Graph();
    Node x = graph.input(Type.of(DType.FLOAT32, 2, 20, 4), new Object());
    Node w = graph.input(Type.of(DType.FLOAT32, 4, 4), new Object());
    Node h = Ops.dropout(Ops.index(x, 1, 0), 0.5, 100);
    for (int t = 0; t < 20; t++) {
      h = Numeric.tanh(Ops.matmul(Numeric.add(h, Ops.dropout(Ops.index(x, 1, t), 0.5, t)), w));
    }
    List<Node> drawn = random(Subgraph.needed(List.of(h)));
    List<Node> rolled = rolled(h);
    assertEquals(1, rolled.stream().filter(n -> n.op() instanceof Scan).count());
    assertEquals(21, drawn.size());
    assertEquals(drawn, random(rolled));
  }

  private static List<Node> random(List<Node> nodes) {
    return nodes.stream().filter(n -> !n.op().isPure()).toList();
  }

  @Test
  void whatFollowsALoopIsStillFromItsPlaceInTheScript() {
    Graph graph = new Graph();
    Node h = graph.input(Type.of(DType.FLOAT32, 2, 4), new Object());
    Node w = graph.input(Type.of(DType.FLOAT32, 4, 4), new Object());
    Span loop = span(0);
    Span after = span(5);
    graph.at(loop);
    for (int t = 0; t < 60; t++) {
      h = Ops.matmul(h, w);
    }
    graph.at(after);
    Node log = Numeric.log(h);
    graph.at(Span.NONE);
    List<Node> rolled = rolled(log);
    assertEquals(after, rolled.getLast().span());
    Node scan = rolled.stream().filter(n -> n.op() instanceof Scan).findAny().orElseThrow();
    assertEquals(loop, scan.span());
  }

  private static Span span(int start) {
    return new Span(SCRIPT, start, start + 4);
  }
}
