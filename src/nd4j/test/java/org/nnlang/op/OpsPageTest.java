// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnlang.Nn;
import org.nnlang.export.ExportOptions;
import org.nnlang.export.Exporter;
import org.nnlang.export.Exporters;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.io.Disk;
import org.nnlang.io.FolderAccess;
import org.nnlang.lang.HostValue;
import org.nnlang.lower.Lower;
import org.nnlang.lower.Lowering;
import org.nnlang.nd4j.Covered;
import org.nnlang.rewrite.Rewrites;
import org.nnlang.source.Problem;
import org.nnlang.value.Module;

/**
 * {@code docs/ops.md} is what the registry says, and what each target makes of the samples; {@code
 * -Ddocs.update} writes it anew. It stands here, where all targets are on the class path.
 */
class OpsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("nn.root", "..")).resolve("docs/ops.md");

  private static final String HEAD =
      """
      # Operations

      What a graph is made of; the [functions](functions.md) and layers are written with these. On nn's own engine a map, a reduction or
      a view joins its neighbours in one pass over memory. Each gradient is checked against central differences in double precision, on
      these shapes and more. [`nd4j`](nd4j.md) is the backend of that name; an ending is a format of `export`, of known sizes here.
      "Some" means that not all samples of an operation go there.
      Written from the registry by `mvn -pl src/nd4j -am test -Dtest=OpsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update`.

      """;

  /** How often an op was tried on a target, and how often it went. */
  private record Tries(int all, int right) {
    Tries plus(boolean went) {
      return new Tries(all + 1, right + (went ? 1 : 0));
    }

    String word() {
      return right == 0 ? "" : right == all ? "yes" : "some";
    }
  }

  private final Map<String, Set<String>> shapes = new TreeMap<>();
  private final Map<String, String> runs = new HashMap<>();
  private final Map<String, Boolean> gradients = new HashMap<>();
  private final Map<String, Map<String, Tries>> targets = new HashMap<>();

  @Test
  void pageIsWhatTheRegistrySays(@TempDir Path folder) throws IOException {
    try (Nn nn = Nn.create()) {
      // something that has no weights, for graphs are of nets
      Module none = nn.eval("dropout(0.5)").polyglot().getMember(HostValue.SELF).asHostObject();
      OpsTest.ops().forEach(op -> Samples.of(op).forEach(s -> add(op, s, none, folder)));
    }
    String page = page();
    if (System.getProperty("docs.update") != null) {
      Files.writeString(PAGE, page);
    }
    assertEquals(page, Files.readString(PAGE), "rewrite it with -Ddocs.update");
  }

  private String page() {
    List<String> names = new ArrayList<>(List.of("nd4j"));
    Exporters.all().forEach(e -> names.add(e.ending()));
    var page = new StringBuilder(HEAD);
    page.append("| operation | own engine | ").append(String.join(" | ", names));
    page.append(" | gradient | for example |\n|---|---|").append("---|".repeat(names.size()));
    page.append("---|---|\n");
    shapes.forEach(
        (name, examples) -> {
          page.append("| ").append(name).append(" | ").append(runs.get(name)).append(" | ");
          for (String target : names) {
            Tries tries = targets.get(name).getOrDefault(target, new Tries(0, 0));
            page.append(tries.word()).append(" | ");
          }
          page.append(gradients.get(name) ? "yes" : "")
              .append(" | ")
              .append(examples.stream().limit(2).collect(Collectors.joining(" · ")))
              .append(" |\n");
        });
    return page.toString();
  }

  private void add(Class<?> op, Sample sample, Module none, Path folder) {
    Graph g = new Graph(Rewrites.WHILE_TRACING);
    sample.body().apply(sample.args().stream().map(a -> g.input(a.type(), new Object())).toList());
    for (Node n : List.copyOf(g.nodes())) {
      if (n.op().getClass() != op) {
        continue;
      }
      String name = n.op().name();
      List<Type> types = n.inputs().stream().map(Node::type).toList();
      String inputs = types.stream().map(Type::toString).collect(Collectors.joining(", "));
      shapes.computeIfAbsent(name, k -> new LinkedHashSet<>()).add(inputs + " → " + n.type());
      runs.putIfAbsent(name, how(Lower.of(n)));
      gradients.merge(name, hasGradient(n), Boolean::logicalOr);
      Map<String, Tries> tries = targets.computeIfAbsent(name, k -> new LinkedHashMap<>());
      tally(tries, "nd4j", Covered.byNd4j(alone(n)));
      // nobody exports nets of nothing
      boolean hasNumbers = n.type().size() > 0 && types.stream().allMatch(t -> t.size() > 0);
      for (Exporter e : Exporters.all()) {
        if (hasNumbers) {
          tally(tries, e.ending(), isWritten(e, alone(n), none, folder));
        }
      }
    }
  }

  private static void tally(Map<String, Tries> tries, String target, boolean went) {
    tries.put(target, tries.getOrDefault(target, new Tries(0, 0)).plus(went));
  }

  /** A function of this op and no other. */
  private static Subgraph alone(Node n) {
    var graph = new Graph();
    List<Node> inputs = n.inputs().stream().map(x -> graph.input(x.type(), new Object())).toList();
    return new Subgraph(inputs, List.of(graph.add(n.op(), inputs)));
  }

  private static boolean isWritten(Exporter e, Subgraph function, Module none, Path folder) {
    Map<Node, String> names = new HashMap<>();
    for (Node n : function.nodes()) {
      names.put(n, "%" + names.size());
    }
    for (int i = 0; i < function.inputs().size(); i++) {
      names.put(function.inputs().get(i), function.inputs().size() == 1 ? "x" : "x" + i);
    }
    var graph =
        new NetGraph(
            none,
            function.inputs(),
            function.nodes(),
            function.outputs(),
            names,
            NetGraph.counted("y", function.outputs()),
            Map.of());
    try {
      e.write(graph, ExportOptions.PLAIN, new Disk(new FolderAccess(folder)), "Net" + e.ending());
      return true;
    } catch (Problem p) {
      return false;
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
