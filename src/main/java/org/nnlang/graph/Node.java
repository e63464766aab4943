// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.TensorLike;

/** A value of a graph: an op applied to earlier nodes. Made by {@link Graph} alone. */
public final class Node implements TensorLike {
  private final Graph graph;
  private final int id;
  private final Op op;
  private final List<Node> inputs;
  private final Type type;
  private final Span span;
  private final @Nullable Object owner;
  private final @Nullable Node forward;

  Node(
      Graph graph,
      int id,
      Op op,
      List<Node> inputs,
      Type type,
      Span span,
      @Nullable Object owner,
      @Nullable Node forward) {
    this.graph = graph;
    this.id = id;
    this.op = op;
    this.inputs = List.copyOf(inputs);
    this.type = type;
    this.span = span;
    this.owner = owner;
    this.forward = forward;
  }

  public Graph graph() {
    return graph;
  }

  /** Whether it comes from outside and is not computed. */
  public boolean isInput() {
    return op instanceof Input;
  }

  /** Its place in the graph; inputs have smaller ones. */
  public int id() {
    return id;
  }

  public Op op() {
    return op;
  }

  public List<Node> inputs() {
    return inputs;
  }

  public Node input(int i) {
    return inputs.get(i);
  }

  public Type type() {
    return type;
  }

  /** Where in the script it was made; may be {@link Span#NONE}. */
  public Span span() {
    return span;
  }

  /** The part of a net that made it; null where none did. */
  public @Nullable Object owner() {
    return owner;
  }

  /** Where it is part of a gradient, the node that this is the gradient of; else null. */
  public @Nullable Node forward() {
    return forward;
  }

  @Override
  public DType dtype() {
    return type.dtype();
  }

  @Override
  public int rank() {
    return type.rank();
  }

  /** The node of {@code op} on this and {@code others}, in the same graph. */
  public Node apply(Op next, Node... others) {
    Node[] all = new Node[others.length + 1];
    all[0] = this;
    System.arraycopy(others, 0, all, 1, others.length);
    return graph.add(next, all);
  }

  @Override
  public String toString() {
    return "%" + id;
  }
}
