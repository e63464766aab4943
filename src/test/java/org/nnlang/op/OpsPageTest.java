// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.lower.Lower;
import org.nnlang.lower.Lowering;
import org.nnlang.rewrite.Rewrites;

/** {@code docs/ops.md} is what the registry says; {@code -Ddocs.update} writes it anew. */
class OpsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("nn.root", "..")).resolve("docs/ops.md");

  @Test
  void pageIsWhatTheRegistrySays() throws IOException {
    String page = operations();
    if (System.getProperty("docs.update") != null) {
      Files.writeString(PAGE, page);
    }
    assertEquals(page, Files.readString(PAGE), "rewrite it with -Ddocs.update");
  }

  /** A line for each op: on what it was tried, and what becomes of it. */
  private static String operations() {
    Map<String, Set<String>> shapes = new TreeMap<>();
    Map<String, String> runs = new TreeMap<>();
    Map<String, Boolean> gradients = new TreeMap<>();
    OpsTest.ops()
        .forEach(op -> Samples.of(op).forEach(sample -> add(op, sample, shapes, runs, gradients)));
    var page = new StringBuilder(HEAD);
    shapes.forEach(
        (name, examples) ->
            page.append("| ")
                .append(name)
                .append(" | ")
                .append(runs.get(name))
                .append(" | ")
                .append(gradients.get(name) ? "yes" : "")
                .append(" | ")
                .append(examples.stream().limit(2).collect(Collectors.joining(" · ")))
                .append(" |\n"));
    return page.toString();
  }

  private static final String HEAD =
      """
      # Operations

      What a graph is made of; the [functions](functions.md) and layers are written with these. A map, a reduction or a view joins its
      neighbours in one pass over memory. Each gradient is checked against central differences in double precision, on these shapes and
      more. Written from the registry by `mvn -pl src test -Dtest=OpsPageTest -Ddocs.update`.

      | operation | runs as | gradient | for example |
      |---|---|---|---|
      """;

  private static void add(
      Class<?> op,
      Sample sample,
      Map<String, Set<String>> shapes,
      Map<String, String> runs,
      Map<String, Boolean> gradients) {
    Graph g = new Graph(Rewrites.WHILE_TRACING);
    Node out =
        sample
            .body()
            .apply(sample.args().stream().map(a -> g.input(a.type(), new Object())).toList());
    for (Node n : List.copyOf(g.nodes())) {
      if (n.op().getClass() != op) {
        continue;
      }
      String name = n.op().name();
      List<Type> types = n.inputs().stream().map(Node::type).toList();
      shapes
          .computeIfAbsent(name, k -> new LinkedHashSet<>())
          .add(
              types.stream().map(Type::toString).collect(Collectors.joining(", "))
                  + " → "
                  + n.type());
      runs.putIfAbsent(name, how(Lower.of(n)));
      gradients.merge(name, hasGradient(n), Boolean::logicalOr);
    }
  }

  /** Of the sum of it, with respect to what it is made from. */
  private static boolean hasGradient(Node n) {
    if (!n.dtype().isFloat()) {
      return false;
    }
    Node one = Ops.full(n.graph(), n.type(), 1);
    return n.op().gradient(n, one).stream().anyMatch(Objects::nonNull);
  }

  private static String how(Lowering lowering) {
    return switch (lowering) {
      case Lowering.Alias a -> "nothing: the same memory";
      case Lowering.Strided s -> "a view";
      case Lowering.Reduce r -> "a reduction";
      case Lowering.MatMul m -> "a product of matrices";
      case Lowering.Repeat r -> "a loop";
      case Lowering.Call c -> "a kernel";
      default -> "a map";
    };
  }
}
