// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.builtin.Given;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Input;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.layer.Layer;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.value.Leaves;
import org.nnlang.value.Module;
import org.nnlang.value.None;

/**
 * What a net's forward becomes: the nodes that its results need, and what they are called.
 *
 * @param parts the path of each part of the net, the net's own is empty
 */
record TracedNet(
    Module net,
    List<Node> nodes,
    List<Node> results,
    Map<Node, String> names,
    Map<Object, String> parts) {

  /**
   * Traces a net.
   *
   * @param example a tensor or tensors like those it will get, or {@code none}
   */
  static TracedNet of(Module net, Object example) {
    if (example != None.NONE) {
      List<?> given = example instanceof List<?> list ? list : List.of(example);
      return traced(net, given.stream().map(t -> Type.of(Given.numbers(t))).toList());
    }
    List<Type> said = net.inputTypes();
    if (said != null) {
      return traced(net, said);
    }
    for (Type likely : likely(net)) {
      try {
        return traced(net, List.of(likely));
      } catch (Problem p) {
        // it takes something else
        continue;
      }
    }
    throw unknown(net);
  }

  private static Problem unknown(Module net) {
    return Problem.of(ErrorCode.ARGUMENT, "it is not known what the net takes: " + net.describe())
        .hint("give an example: graph(net, input: x)");
  }

  /** What the first layer with weights may take, judged by their shape. */
  private static List<Type> likely(Module net) {
    List<Layer> layers = new ArrayList<>();
    net.visit(
        (path, part) -> {
          if (part instanceof Layer layer && layer.names().stream().anyMatch("weight"::equals)) {
            layers.add(layer);
          }
        });
    if (layers.isEmpty()) {
      return List.of();
    }
    Layer first = layers.get(0);
    Dim batch = Dim.named("batch");
    Dim time = Dim.named("time");
    Type weight = first.variable("weight").type();
    if (first.name().equals("embedding")) {
      return List.of(new Type(DType.INT, List.of(batch, time)));
    }
    Dim in = weight.dim(weight.rank() == 1 || first.name().contains("transpose") ? 0 : 1);
    return switch (weight.rank()) {
      case 1, 2 ->
          List.of(
              new Type(DType.FLOAT32, List.of(batch, in)),
              new Type(DType.FLOAT32, List.of(batch, time, in)));
      case 3 -> List.of(new Type(DType.FLOAT32, List.of(batch, in, time)));
      case 4 ->
          List.of(
              new Type(DType.FLOAT32, List.of(batch, in, Dim.named("height"), Dim.named("width"))));
      default -> List.of();
    };
  }

  private static TracedNet traced(Module net, List<Type> types) {
    Engine engine = net.engine();
    List<Node> arguments = new ArrayList<>();
    List<Node> results = new ArrayList<>();
    engine.check(
        types,
        false,
        nodes -> {
          arguments.addAll(nodes);
          Object out = net.call(nodes.toArray());
          Leaves.of(out).forEach(t -> results.add(engine.trace().lift(t)));
        });
    if (results.isEmpty()) {
      // what it does depends on sizes that are not known
      throw unknown(net);
    }
    Map<Object, String> weights = new IdentityHashMap<>();
    net.variables().forEach((path, variable) -> weights.put(variable, path));
    Map<Object, String> parts = new IdentityHashMap<>();
    net.visit((path, part) -> parts.put(part, path));
    Map<Node, String> names = new IdentityHashMap<>();
    List<Node> nodes = needed(results);
    int next = 0;
    for (Node n : nodes) {
      int argument = arguments.indexOf(n);
      Object weight = n.op() instanceof Input ? weights.get(n.graph().binding(n)) : null;
      if (argument >= 0) {
        names.put(n, arguments.size() == 1 ? "x" : "x" + argument);
      } else {
        names.put(n, weight != null ? (String) weight : "%" + next++);
      }
    }
    return new TracedNet(net, nodes, results, names, parts);
  }

  private static List<Node> needed(List<Node> results) {
    List<Node> all = results.get(0).graph().nodes();
    BitSet needed = new BitSet();
    results.forEach(n -> needed.set(n.id()));
    for (int i = all.size() - 1; i >= 0; i--) {
      if (needed.get(i)) {
        all.get(i).inputs().forEach(in -> needed.set(in.id()));
      }
    }
    return needed.stream().mapToObj(all::get).toList();
  }

  /** What a node is: {@code input}, {@code weight}, {@code constant}, or its operation. */
  String kind(Node n) {
    if (!(n.op() instanceof Input)) {
      return n.op().name();
    }
    String name = names.get(n);
    boolean weight = n.graph().binding(n) instanceof Variable;
    return weight ? "weight" : name.startsWith("%") ? "constant" : "input";
  }

  /** The attributes of its operation, as {@code axes=[0, 2, 1]}; empty where there are none. */
  static String attributes(Node n) {
    String text = n.op().toString();
    int from = text.indexOf('[');
    boolean shown = !(n.op() instanceof Input) && from >= 0 && text.endsWith("]");
    String inner = shown ? text.substring(from + 1, text.length() - 1) : "";
    // what has no text of its own says nothing
    return inner.contains("@") ? "" : inner;
  }

  /** The path of the part that made a node. */
  String part(Node n) {
    return n.owner() == null ? "" : parts.getOrDefault(n.owner(), "");
  }
}
