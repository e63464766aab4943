// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;

/** Every node knows its place. */
class SpanTest {
  private static final String EVERYTHING =
      """
      import "a.nn" as a  # "😀"
      x = "😀 {y + 1:.3f} z"; [p, q[0], r.s] = -1.5 ^ (2 + n)
      fn f(a, b: int[n, ..., 2 * n] = 3) -> [n] { return a }
      model M(d = 4) {
        param w = [1, none]
        state s = {k: true, "l": 1..2}
        forward(x: [b, 3]) = x @ w >> f("x", k: not y)[:, 1]
        z = x[..., 1.., ..2]
      }
      for [i, j] in xs { if a and b or c { break } else { continue } }
      while 1 < 2 <= 3 { g((u, v = 1) -> u.v) }
      """;

  private static void collect(SyntaxNode node, List<SyntaxNode> nodes) {
    nodes.add(node);
    Tree.children(node).forEach(child -> collect(child, nodes));
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SpanTest::leaves)
        : Stream.of(type);
  }

  @Test
  void childrenLieWithinTheirParentsInOrder() {
    Script script = Parser.parse(new SourceText("a.nn", EVERYTHING), Limits.DEFAULT);
    var nodes = new ArrayList<SyntaxNode>();
    collect(script, nodes);
    for (SyntaxNode node : nodes) {
      assertTrue(node.span().isKnown());
      int end = node.span().start();
      for (SyntaxNode child : Tree.children(node)) {
        if (child instanceof Part.Text) {
          continue; // has the place of its string
        }
        assertTrue(child.span().start() >= end, () -> node + " / " + child);
        assertTrue(child.span().end() <= node.span().end(), () -> node + " / " + child);
        end = child.span().end();
      }
    }
    var seen = nodes.stream().map(SyntaxNode::getClass).collect(Collectors.toSet());
    assertEquals(leaves(SyntaxNode.class).collect(Collectors.toSet()), seen);
  }

  @Test
  void spansHoldTheWordsOfTheirNodes() {
    Script script = Parser.parse(new SourceText("a.nn", EVERYTHING), Limits.DEFAULT);
    var nodes = new ArrayList<SyntaxNode>();
    collect(script, nodes);
    List<String> texts = nodes.stream().skip(1).map(node -> node.span().text()).toList();
    assertTrue(
        texts.containsAll(
            List.of(
                "import \"a.nn\" as a",
                "x = \"😀 {y + 1:.3f} z\"",
                "{y + 1:.3f}",
                "y + 1",
                "[p, q[0], r.s]",
                "-1.5 ^ (2 + n)",
                "2 + n",
                "b: int[n, ..., 2 * n] = 3",
                "int[n, ..., 2 * n]",
                "...",
                "{ return a }",
                "param w = [1, none]",
                "\"l\": 1..2",
                "x @ w >> f(\"x\", k: not y)[:, 1]",
                "f(\"x\", k: not y)[:, 1]",
                "k: not y",
                ":",
                "if a and b or c { break } else { continue }",
                "1 < 2 <= 3",
                "(u, v = 1) -> u.v",
                "v = 1")),
        texts.toString());
    assertEquals(11, script.body().getLast().span().line());
  }
}
