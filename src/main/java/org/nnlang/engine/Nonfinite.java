// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.tensor.Tensor;

/**
 * Finds where a loss or its gradients stopped being finite: runs a step once more, a piece of its
 * graph at a time, with all values of the piece as results. Slow, and only for a step that failed.
 */
public final class Nonfinite {
  /** What a piece of the graph may take, in bytes and in values. */
  private static final long PIECE_BYTES = 256L << 20;

  private static final int PIECE = 64;

  private final Engine engine;
  private final Trace trace;
  private final long seed;
  private final long counter;

  /** What is not finite, and holds something that is no number at all, by the ids of nodes. */
  private final BitSet wrong = new BitSet();

  private final BitSet noNumber = new BitSet();

  /**
   * The numbers of a value.
   *
   * @param binding the tensor or variable it is read from, null where it is computed
   * @param min the least of its finite numbers, {@code max} the greatest
   * @param wrong how many are not finite
   */
  public record Range(Node node, @Nullable Object binding, double min, double max, long wrong) {}

  /**
   * Where it began.
   *
   * @param node whose inputs are finite and which is not itself; or an input that is not
   * @param backward whether it is part of a gradient
   * @param inputs of the node; the input itself where it is one
   */
  public record Found(Node node, boolean backward, List<Range> inputs) {
    /** Whether it is a tensor from outside, such as the data: no weight is at fault. */
    public boolean isGiven() {
      return node.inputs().isEmpty()
          && !inputs.isEmpty()
          && inputs.getFirst().binding() instanceof Tensor;
    }
  }

  private Nonfinite(Engine engine, Trace trace, long seed, long counter) {
    this.engine = engine;
    this.trace = trace;
    this.seed = seed;
    this.counter = counter;
  }

  /**
   * Runs a step as {@link TrainingStep#run} did and looks at everything in it.
   *
   * @param loss as {@link Engine#step} got it
   * @return null where all is finite
   */
  public static @Nullable Found search(
      Engine engine,
      List<Tensor> batch,
      List<Variable> parameters,
      Function<List<Node>, Node> loss,
      long seed,
      long counter) {
    Traced traced = engine.retraced(batch, parameters, loss);
    return new Nonfinite(engine, traced.trace(), seed, counter).search(traced.results());
  }

  private @Nullable Found search(List<Node> outputs) {
    Node value = outputs.get(0);
    mark(Subgraph.needed(List.of(value)));
    if (!wrong.get(value.id())) {
      mark(Subgraph.needed(outputs));
    }
    for (Node out : outputs) {
      if (wrong.get(out.id())) {
        Node origin = origin(out);
        return new Found(origin, origin.id() > value.id(), ranges(origin));
      }
    }
    return null;
  }

  /** Notes which values are not finite. */
  private void mark(List<Node> nodes) {
    List<Node> piece = new ArrayList<>();
    long bytes = 0;
    for (Node n : nodes) {
      if (!n.dtype().isFloat()) {
        continue;
      }
      piece.add(n);
      bytes += n.type().size() * n.dtype().bytes();
      if (piece.size() >= PIECE || bytes > PIECE_BYTES) {
        markAll(piece);
        piece.clear();
        bytes = 0;
      }
    }
    markAll(piece);
  }

  private void markAll(List<Node> piece) {
    values(piece)
        .forEach(
            (n, t) -> {
              for (long i = 0; i < t.size(); i++) {
                double x = t.getDouble(i);
                if (x - x != 0) {
                  wrong.set(n.id());
                  if (Double.isNaN(x)) {
                    noNumber.set(n.id());
                    break;
                  }
                }
              }
            });
  }

  /** From what the value is not finite: back along inputs that are not, as far as these go. */
  private Node origin(Node from) {
    Node at = from;
    while (true) {
      Node before = null;
      for (Node in : at.inputs()) {
        boolean worse = before == null || noNumber.get(in.id()) && !noNumber.get(before.id());
        if (wrong.get(in.id()) && worse && !isConstant(in)) {
          before = in;
        }
      }
      if (before == null) {
        return at;
      }
      at = before;
    }
  }

  /** Whether it is infinite because the function says so, as a mask of attention is. */
  private static boolean isConstant(Node n) {
    return !n.isInput() && n.inputs().stream().allMatch(Nonfinite::isConstant);
  }

  private List<Range> ranges(Node origin) {
    List<Node> asked = origin.inputs().isEmpty() ? List.of(origin) : origin.inputs();
    List<Node> floats = asked.stream().filter(n -> n.dtype().isFloat()).distinct().toList();
    List<Range> out = new ArrayList<>();
    Map<Node, Tensor> values = values(floats);
    for (Node n : floats) {
      out.add(range(n, Objects.requireNonNull(values.get(n))));
    }
    return out;
  }

  private Range range(Node n, Tensor t) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    long count = 0;
    for (long i = 0; i < t.size(); i++) {
      double x = t.getDouble(i);
      if (Double.isFinite(x)) {
        min = Math.min(min, x);
        max = Math.max(max, x);
      } else {
        count++;
      }
    }
    Object binding = n.isInput() ? trace.graph().binding(n) : null;
    return new Range(n, binding, min, max, count);
  }

  private Map<Node, Tensor> values(List<Node> nodes) {
    Map<Node, Tensor> out = new HashMap<>();
    List<Node> computed = new ArrayList<>();
    for (Node n : nodes) {
      if (n.isInput()) {
        out.put(n, Bindings.tensor(trace.graph().binding(n)));
      } else {
        computed.add(n);
      }
    }
    if (!computed.isEmpty()) {
      List<Tensor> results = engine.again(trace, computed, seed, counter);
      for (int i = 0; i < results.size(); i++) {
        out.put(computed.get(i), results.get(i));
      }
    }
    return out;
  }
}
