// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Given;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Program;
import org.nnlang.engine.Traced;
import org.nnlang.engine.Variable;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Leaves;
import org.nnlang.value.Module;
import org.nnlang.value.Record;

/**
 * A call of a net, to be looked into: what it computes, and what its parts give.
 *
 * @param parts by path what each part gave, in the order in which they were done; one that was
 *     called again has {@code (2)} and so on behind its path
 */
record Inspection(
    Engine engine,
    List<Tensor> given,
    NetGraph graph,
    Traced traced,
    Map<String, List<Node>> parts,
    Function<List<Node>, List<Node>> body) {
  private static final String WHOLE = "result";

  /**
   * Traces the call; nothing is computed yet, and no state changes.
   *
   * @param inputs what the net gets, tensors or lists of them
   */
  static Inspection of(Module net, List<Object> inputs) {
    Engine engine = net.engine();
    List<Tensor> given = Leaves.of(inputs).stream().map(Given::numbers).toList();
    Map<Object, String> paths = new IdentityHashMap<>();
    net.visit((path, part) -> paths.put(part, path));
    Map<String, List<Node>> parts = new LinkedHashMap<>();
    Function<List<Node>, List<Node>> body =
        nodes -> {
          Object[] own = ((List<?>) Leaves.replace(inputs, nodes.iterator())).toArray();
          return lifted(engine, net.call(own));
        };
    Traced traced =
        engine.traceCall(
            given,
            nodes -> {
              engine
                  .trace()
                  .watch(
                      (part, member, value) ->
                          parts.put(
                              free(path(paths.getOrDefault(part, ""), member), parts),
                              lifted(engine, value)));
              return body.apply(nodes);
            });
    return new Inspection(engine, given, NetGraph.of(net, traced), traced, parts, body);
  }

  private static List<Node> lifted(Engine engine, Object value) {
    return Leaves.of(value).stream().map(t -> engine.trace().lift(t)).toList();
  }

  private static String path(String part, String member) {
    String path = part.isEmpty() || member.isEmpty() ? part + member : part + "." + member;
    return path.isEmpty() ? WHOLE : path;
  }

  private static String free(String path, Map<String, List<Node>> parts) {
    String name = path;
    for (int i = 2; parts.containsKey(name); i++) {
      name = path + " (" + i + ")";
    }
    return name;
  }

  /** The whole call, compiled; null where it would change a state. */
  @Nullable Program program() {
    return traced.states().isEmpty()
        ? engine.program(given.stream().map(Type::of).toList(), false, body)
        : null;
  }

  /** Whether a value is a weight of the net. */
  boolean isWeight(Node n) {
    return n.isInput() && traced.graph().binding(n) instanceof Variable;
  }

  /** These values, computed. */
  List<Tensor> values(List<Node> wanted) {
    return engine.within(traced, wanted);
  }

  /** What the parts gave, by path; a part that gave several tensors has a list of them. */
  Record activations() {
    List<Node> all = parts.values().stream().flatMap(List::stream).toList();
    List<Tensor> values = values(all);
    Record out = new Record();
    int next = 0;
    for (Map.Entry<String, List<Node>> part : parts.entrySet()) {
      int end = next + part.getValue().size();
      List<Tensor> own = values.subList(next, end);
      if (!own.isEmpty()) {
        out.put(part.getKey(), own.size() == 1 ? own.getFirst() : new ArrayList<>(own));
      }
      next = end;
    }
    return out;
  }
}
