// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Traced;
import org.nnlang.engine.Undecided;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Input;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.layer.Layer;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.value.Leaves;
import org.nnlang.value.Module;

/**
 * What a net's forward becomes, as it predicts: the nodes that its results need, and what they are
 * called. Sizes that are not known are names.
 *
 * @param arguments what it takes
 * @param nodes all that the results need, in their order
 * @param names {@code x}, or {@code x0}, {@code x1}; weights by path; the others {@code %0}, …
 * @param outputs what the results are called: {@code y}, or {@code y0}, {@code y1}
 * @param parts the path of each part of the net, the net's own is empty
 */
public record NetGraph(
    Module net,
    List<Node> arguments,
    List<Node> nodes,
    List<Node> results,
    Map<Node, String> names,
    List<String> outputs,
    Map<Object, String> parts) {

  /**
   * The graph of a net that says what it takes, or whose first layer tells.
   *
   * @throws Problem {@code argument} where neither does
   */
  public static NetGraph of(Module net) {
    List<Type> said = net.inputTypes();
    NetGraph graph = said != null ? traced(net, said) : first(net, likely(net));
    if (graph == null) {
      throw unknown(net);
    }
    return graph;
  }

  /** The graph of a net on values of these types. */
  public static NetGraph of(Module net, List<Type> types) {
    NetGraph graph = traced(net, types);
    if (graph == null) {
      throw unknown(net);
    }
    return graph;
  }

  /**
   * The graph of a net on values like these, any number of them at once: the first axis of each is
   * open, and of tokens the second too.
   *
   * @param examples types of what it takes
   */
  public static NetGraph open(Module net, List<Type> examples) {
    List<List<Type>> tries = new ArrayList<>();
    Dim batch = Dim.named("batch");
    Dim time = Dim.named("time");
    boolean tokens = examples.stream().allMatch(t -> t.dtype() == DType.INT && t.rank() == 2);
    if (tokens) {
      tries.add(examples.stream().map(t -> t.with(List.of(batch, time))).toList());
    }
    boolean rows = examples.stream().allMatch(t -> t.rank() > 0);
    if (rows && examples.stream().map(t -> t.dim(0)).distinct().count() == 1) {
      tries.add(examples.stream().map(t -> withFirst(t, batch)).toList());
    }
    tries.add(examples);
    NetGraph graph = first(net, tries);
    if (graph == null) {
      throw unknown(net);
    }
    return graph;
  }

  private static Type withFirst(Type t, Dim size) {
    List<Dim> dims = new ArrayList<>(t.dims());
    dims.set(0, size);
    return t.with(dims);
  }

  private static Problem unknown(Module net) {
    return Problem.of(ErrorCode.ARGUMENT, "it is not known what the net takes: " + net.describe())
        .hint("give an example, as `input: x`");
  }

  /** Of the first types that it takes; null where it takes none of them. */
  private static @Nullable NetGraph first(Module net, List<List<Type>> tries) {
    RuntimeException refused = null;
    for (List<Type> types : tries) {
      try {
        NetGraph graph = traced(net, types);
        if (graph != null) {
          return graph;
        }
      } catch (RuntimeException e) {
        // it takes something else
        refused = e;
      }
    }
    if (refused instanceof Problem || refused == null) {
      return null;
    }
    throw refused;
  }

  /** What the first layer with weights may take, judged by their shape. */
  private static List<List<Type>> likely(Module net) {
    List<Layer> layers = new ArrayList<>();
    net.visit(
        (path, part) -> {
          if (part instanceof Layer layer && firstWeight(layer) != null) {
            layers.add(layer);
          }
        });
    if (layers.isEmpty()) {
      return List.of();
    }
    Layer first = layers.get(0);
    Dim batch = Dim.named("batch");
    Dim time = Dim.named("time");
    Type weight = first.variable(Objects.requireNonNull(firstWeight(first))).type();
    if (first.name().equals("embedding")) {
      return List.of(List.of(new Type(DType.INT, List.of(batch, time))));
    }
    Dim in = weight.dim(weight.rank() == 1 || first.name().contains("transpose") ? 0 : 1);
    return switch (weight.rank()) {
      case 1, 2 -> List.of(floats(batch, in), floats(batch, time, in));
      case 3 -> List.of(floats(batch, in, time));
      case 4 -> List.of(floats(batch, in, Dim.named("height"), Dim.named("width")));
      default -> List.of();
    };
  }

  /** The name of a layer's weight that meets the input; null where it has none. */
  private static @Nullable String firstWeight(Layer layer) {
    return layer.names().stream().filter(n -> n.startsWith("weight")).findFirst().orElse(null);
  }

  private static List<Type> floats(Dim... dims) {
    return List.of(new Type(DType.FLOAT32, List.of(dims)));
  }

  /** Null where what the net does depends on sizes that are not known. */
  private static @Nullable NetGraph traced(Module net, List<Type> types) {
    Engine engine = net.engine();
    Traced traced;
    try {
      traced =
          engine.trace(
              types,
              false,
              nodes -> {
                List<Node> results = new ArrayList<>();
                Leaves.of(net.call(nodes.toArray()))
                    .forEach(t -> results.add(engine.trace().lift(t)));
                return results;
              });
    } catch (Undecided e) {
      return null;
    }
    return of(net, traced);
  }

  /** The graph of a net that was traced on values of its own. */
  public static NetGraph of(Module net, Traced traced) {
    return of(net, traced, counted("x", traced.arguments()), counted("y", traced.results()));
  }

  /** Names of so many: {@code x}, or {@code x0}, {@code x1}. */
  public static List<String> counted(String name, List<Node> nodes) {
    return IntStream.range(0, nodes.size())
        .mapToObj(i -> nodes.size() == 1 ? name : name + i)
        .toList();
  }

  /** A net's graph with names for its arguments and results. */
  static NetGraph of(Module net, Traced traced, List<String> inputs, List<String> outputs) {
    Map<Object, String> weights = new IdentityHashMap<>();
    net.variables().forEach((path, variable) -> weights.put(variable, path));
    Map<Object, String> parts = new IdentityHashMap<>();
    net.visit((path, part) -> parts.put(part, path));
    List<Node> arguments = traced.arguments();
    Map<Node, String> names = new IdentityHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      names.put(arguments.get(i), inputs.get(i));
    }
    List<Node> nodes = Subgraph.needed(traced.results());
    int next = 0;
    for (Node n : nodes) {
      if (!names.containsKey(n)) {
        String weight = n.isInput() ? weights.get(n.graph().binding(n)) : null;
        names.put(n, weight != null ? weight : "%" + next++);
      }
    }
    return new NetGraph(net, arguments, nodes, traced.results(), names, outputs, parts);
  }

  /** The name of a node. */
  public String name(Node n) {
    return Objects.requireNonNull(names.get(n));
  }

  /** The weights that the results need, by path, in the order of the net. */
  public Map<String, Variable> weights() {
    Set<Object> needed = new LinkedHashSet<>();
    nodes.stream().filter(Node::isInput).forEach(n -> needed.add(n.graph().binding(n)));
    Map<String, Variable> out = net.variables();
    out.values().retainAll(needed);
    return out;
  }

  /**
   * A problem that says which operation a format has no way to say.
   *
   * @param what the operation, and what of it is not covered
   * @param format what the files are called
   */
  public static Problem notCovered(Node n, String what, String format) {
    Problem problem = Problem.of(ErrorCode.VALUE, format + " cannot say " + what);
    return n.span().isKnown() ? problem.note("the operation stands here", n.span()) : problem;
  }

  /** What a node is: {@code input}, {@code weight}, {@code constant}, or its operation. */
  public String kind(Node n) {
    if (!(n.op() instanceof Input)) {
      return n.op().name();
    }
    String name = Objects.requireNonNull(names.get(n));
    boolean weight = n.graph().binding(n) instanceof Variable;
    return weight ? "weight" : name.startsWith("%") ? "constant" : "input";
  }

  /** The attributes of its operation, as {@code axes=[0, 2, 1]}; empty where there are none. */
  public static String attributes(Node n) {
    String text = n.op().toString();
    int from = text.indexOf('[');
    boolean shown = !(n.op() instanceof Input) && from >= 0 && text.endsWith("]");
    String inner = shown ? text.substring(from + 1, text.length() - 1) : "";
    // what has no text of its own says nothing
    return inner.contains("@") ? "" : inner;
  }

  /** The path of the part that made a node. */
  public String part(Node n) {
    return n.owner() == null ? "" : parts.getOrDefault(n.owner(), "");
  }
}
