// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nnlang.graph.Autograd;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;

/**
 * The gradients of {@link Attend} by q, k and v, one after the other: {@code [3, ...]} where they
 * are of one shape, else flat. Inputs are those of the op, then the gradient of its result.
 */
public record AttendGradient(Attend op) implements Primitive {
  @Override
  public String name() {
    return "attention_gradient";
  }

  static boolean oneShape(Type q, Type k, Type v) {
    return q.dims().equals(k.dims()) && q.dims().equals(v.dims());
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type result = op.infer(inputs.subList(0, inputs.size() - 1));
    Type upstream = inputs.getLast();
    if (upstream.dtype() != result.dtype() || !Shapes.mayEqual(result.dims(), upstream.dims())) {
      throw Messages.broadcast(result, upstream);
    }
    Type q = inputs.get(0);
    Type k = inputs.get(1);
    Type v = inputs.get(2);
    List<Dim> dims = new ArrayList<>();
    if (oneShape(q, k, v)) {
      dims.add(Dim.of(3));
      dims.addAll(q.dims());
    } else {
      dims.add(q.count().plus(k.count()).plus(v.count()));
    }
    return q.with(dims);
  }

  /**
   * By differentiating the gradient of the composed form. In a graph of its own, where inputs that
   * are one node, or are made of each other, stand apart.
   */
  @Override
  public List<Node> gradient(Node self, Node upstream) {
    int n = self.inputs().size();
    List<Node> outside = new ArrayList<>(self.inputs());
    outside.add(upstream);
    List<Node> inside = apart(outside);
    Node flat = flat(inside.subList(0, n));
    Node again = Ops.sum(Numeric.mul(flat, Ops.flatten(inside.get(n), 0)), null, false);
    Node one = Ops.full(again.graph(), Type.of(again.dtype()), 1);
    List<Node> wrt = new ArrayList<>(inside.subList(0, 3));
    wrt.add(inside.get(n - 1));
    List<Node> second = Autograd.gradients(again, one, wrt, Numeric::add);
    Map<Node, Node> made = new Subgraph(inside, second).on(outside, self.graph());
    List<Node> result = Attend.none(n);
    for (int i = 0; i < 3; i++) {
      result.set(i, made.get(second.get(i)));
    }
    result.set(n - 1, made.get(second.get(3)));
    return result;
  }

  /** The same from other primitives, for targets without it. */
  public Node composed(List<Node> inputs) {
    List<Node> inside = apart(inputs);
    Node flat = flat(inside);
    Node made = new Subgraph(inside, List.of(flat)).on(inputs, inputs.get(0).graph()).get(flat);
    return Ops.reshape(
        Objects.requireNonNull(made), infer(inputs.stream().map(Node::type).toList()).dims());
  }

  private static List<Node> apart(List<Node> nodes) {
    Graph graph = nodes.get(0).graph().fresh();
    return nodes.stream().map(x -> graph.input(x.type(), new Object())).toList();
  }

  /** The gradients one after the other, flat, of inputs that stand apart. */
  private Node flat(List<Node> inputs) {
    Node out = op.composed(inputs.subList(0, inputs.size() - 1));
    List<Node> first =
        Autograd.gradients(
            List.of(out), List.of(inputs.getLast()), inputs.subList(0, 3), Numeric::add);
    return Ops.concat(first.stream().map(g -> Ops.flatten(g, 0)).toList(), 0);
  }

  @Override
  public boolean isPure() {
    return op.isPure();
  }
}
