// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Unpack;
import org.nnlang.rewrite.Rewrites;
import org.nnlang.tensor.Packed;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/** A function on its way to a graph: what it reads from outside and what it leaves behind. */
public final class Trace {
  private final Graph graph = new Graph(Rewrites.WHILE_TRACING);
  private boolean training;
  private final boolean symbolic;
  private boolean differentiated;
  private boolean explicit;
  private final Map<Variable, Node> assigned = new LinkedHashMap<>();
  private final Map<Variable, Node> replaced = new HashMap<>();
  private int streams;
  private @Nullable Watcher watcher;
  private Reads reads = new Reads(false);

  /** Sees what the parts of a net give while they are traced. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * @param part a part that was called
     * @param member the name in it of what gave the value; empty for the part itself
     */
    void gave(Object part, String member, Object value);
  }

  Trace(boolean training, boolean symbolic) {
    this.training = training;
    this.symbolic = symbolic;
  }

  public Graph graph() {
    return graph;
  }

  /** Where whoever reads what may change says so, and whoever does more than compute. */
  public Reads reads() {
    return reads;
  }

  void reads(Reads by) {
    reads = by;
  }

  /** From now on {@code by} is told what parts give. */
  public void watch(Watcher by) {
    watcher = by;
  }

  /** Tells whoever watches what a part, or a function that is a member of it, gave. */
  public void gave(Object part, String member, Object value) {
    if (watcher != null) {
      watcher.gave(part, member, value);
    }
  }

  /** Whether dropout and batch statistics are on. */
  public boolean training() {
    return training;
  }

  /**
   * Whether weights are being trained by hand without that: in a function whose gradient by an
   * instance is taken, where nobody said {@code training:}.
   */
  public boolean forgetsTraining() {
    return differentiated && !training && !explicit;
  }

  /** What {@code body} gives where dropout and batch statistics are on or off. */
  public <T> T training(boolean on, Supplier<T> body) {
    boolean outer = training;
    boolean said = explicit;
    training = on;
    explicit = true;
    try {
      return body.get();
    } finally {
      training = outer;
      explicit = said;
    }
  }

  /** Whether gradients by weights are taken of what is traced: it is a loss. */
  public boolean differentiated() {
    return differentiated;
  }

  void differentiated(boolean on) {
    differentiated = on;
  }

  /** Whether only types are checked: sizes may be unknown, and nothing will run. */
  public boolean symbolic() {
    return symbolic;
  }

  /**
   * What was last assigned to the variable in this trace, else an input bound to it, or what
   * unpacks inputs bound to its codes.
   */
  public Node read(Variable variable) {
    Node now = assigned.getOrDefault(variable, replaced.get(variable));
    if (now != null) {
      return now;
    }
    Packed packed = variable.packed();
    Type type = variable.type();
    reads.on(variable, () -> variable.packed() == packed && variable.type() == type);
    return packed == null ? graph.input(variable.type(), variable) : Unpack.of(graph, packed);
  }

  /** Has the function read {@code value} for the variable, which keeps what it holds. */
  public void replace(Variable variable, Node value) {
    replaced.put(variable, value);
  }

  /** Makes {@code value} what the variable holds after the run. */
  public void assign(Variable variable, Node value) {
    assigned.put(variable, value);
  }

  /**
   * The results after the rewrites of whole functions; what variables have been assigned is
   * rewritten with them.
   *
   * @param fixed nodes that gradients are asked by
   */
  List<Node> rewritten(List<Node> results, List<Node> fixed) {
    if (symbolic) {
      return results;
    }
    List<Node> outputs = new ArrayList<>(results);
    outputs.addAll(assigned.values());
    List<Node> now = Rewrites.onceTraced(outputs, fixed);
    int i = results.size();
    for (Variable v : assigned.keySet()) {
      assigned.put(v, now.get(i++));
    }
    return now.subList(0, results.size());
  }

  /** A tensor as an input bound to itself; a node of this trace as it is. */
  public Node lift(TensorLike t) {
    if (t instanceof Tensor tensor) {
      return graph.input(tensor);
    }
    Node node = (Node) t;
    if (node.graph() != graph) {
      throw Messages.escaped();
    }
    return node;
  }

  /** A number for the next place that draws random numbers, so that no two draw the same. */
  public int nextStream() {
    return streams++;
  }

  /** Whether anything in it draws random numbers; what does not leaves those of others alone. */
  boolean draws() {
    return streams > 0;
  }

  Map<Variable, Node> assigned() {
    return assigned;
  }
}
