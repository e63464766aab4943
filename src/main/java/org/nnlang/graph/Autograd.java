// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.nnlang.source.Span;

/** Reverse-mode differentiation: adds to a graph the nodes that compute gradients. */
public final class Autograd {
  private Autograd() {}

  /**
   * The gradients of a scalar.
   *
   * @param loss the scalar
   * @param seed the gradient of the loss with respect to itself, of its type: a one
   * @param wrt nodes to differentiate by; nothing is differentiated that they do not lead to
   * @param add the sum of two nodes of one type
   * @return for each of {@code wrt} a node of its type, null where the loss does not depend on it
   */
  public static List<Node> gradients(
      Node loss, Node seed, List<Node> wrt, BinaryOperator<Node> add) {
    return gradients(List.of(loss), List.of(seed), wrt, add);
  }

  /**
   * The gradients of a scalar that depends on some nodes, given its gradients with respect to
   * these.
   *
   * @param values nodes of one graph
   * @param seeds the gradient of the scalar with respect to each, of its type
   * @param wrt as above
   * @param add as above
   */
  public static List<Node> gradients(
      List<Node> values, List<Node> seeds, List<Node> wrt, BinaryOperator<Node> add) {
    Graph graph = values.get(0).graph();
    int last = values.stream().mapToInt(Node::id).max().orElseThrow();
    List<Node> forward = List.copyOf(graph.nodes().subList(0, last + 1));
    Set<Node> active = new HashSet<>(wrt);
    for (Node n : forward) {
      if (n.inputs().stream().anyMatch(active::contains)) {
        active.add(n);
      }
    }
    Span place = graph.at();
    Object owner = graph.owner();
    Map<Node, Node> gradient = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      gradient.merge(values.get(i), seeds.get(i), add);
    }
    for (int i = forward.size() - 1; i >= 0; i--) {
      Node n = forward.get(i);
      Node upstream = gradient.get(n);
      if (upstream == null || !active.contains(n) || n.inputs().isEmpty()) {
        continue;
      }
      graph.at(n.span());
      graph.within(n.owner());
      graph.deriving(n);
      List<Node> parts = n.op().gradient(n, upstream);
      for (int k = 0; k < n.inputs().size(); k++) {
        Node part = parts.get(k);
        Node input = n.input(k);
        if (part != null && active.contains(input) && input.dtype().isFloat()) {
          gradient.merge(input, part, add);
        }
      }
    }
    graph.at(place);
    graph.within(owner);
    graph.deriving(null);
    List<Node> out = new ArrayList<>();
    for (Node w : wrt) {
      out.add(gradient.get(w));
    }
    return out;
  }
}
