// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.op.Assemble;

/**
 * Tensors joined of parts. A tensor to which a loop has joined one part after the other becomes one
 * that is joined once of all of them.
 */
final class JoinedParts {
  /** Shorter chains stay. */
  private static final int LONG = 8;

  private final Map<Node, Integer> uses = new HashMap<>();
  private final Map<Node, Node> user = new HashMap<>();
  private final Set<Node> fixed = new HashSet<>();

  private JoinedParts() {}

  /** A part and where it goes. */
  record Part(Node node, Assemble.Part place) {
    Part with(Node other) {
      return new Part(other, place);
    }

    /** The axis along which the other part follows this one without a gap, or -1. */
    int before(Part next) {
      if (!next.place.steps().equals(place.steps())) {
        return -1;
      }
      int axis = -1;
      for (int i = 0; i < place.starts().size(); i++) {
        Dim size = node.type().dim(i).times(place.steps().get(i));
        Dim start = place.starts().get(i);
        Dim other = next.place.starts().get(i);
        if (!other.equals(start)) {
          if (axis >= 0 || !other.equals(start.plus(size))) {
            return -1;
          }
          axis = i;
        }
      }
      return axis;
    }

    private Part moved(List<Dim> by) {
      if (by.stream().allMatch(d -> d.is(0))) {
        return this;
      }
      List<Dim> starts = new ArrayList<>();
      for (int i = 0; i < by.size(); i++) {
        starts.add(place.starts().get(i).plus(by.get(i)));
      }
      return new Part(node, new Assemble.Part(starts, place.steps()));
    }
  }

  static boolean isJoint(Node n) {
    return n.op() instanceof Assemble;
  }

  static List<Part> of(Node n) {
    List<Part> out = new ArrayList<>();
    for (int i = 0; i < n.inputs().size(); i++) {
      out.add(new Part(n.input(i), ((Assemble) n.op()).parts().get(i)));
    }
    return out;
  }

  /** A tensor of the shape of {@code like}, of other parts. */
  static Node join(Node like, List<Part> parts) {
    Part first = parts.get(0);
    boolean whole =
        parts.size() == 1
            && first.node.type().equals(like.type())
            && first.place.steps().stream().allMatch(s -> s == 1);
    return whole
        ? first.node
        : like.graph()
            .add(
                new Assemble(parts.stream().map(Part::place).toList(), like.type().dims()),
                parts.stream().map(Part::node).toList());
  }

  /**
   * Nodes that compute the same as {@code outputs}.
   *
   * @param fixed nodes that stay
   */
  static List<Node> rewritten(List<Node> outputs, List<Node> fixed) {
    if (outputs.get(0).graph().nodes().size() < LONG) {
      return outputs;
    }
    List<Node> nodes = Subgraph.needed(outputs);
    if (nodes.stream().filter(JoinedParts::isJoint).count() < LONG) {
      return outputs;
    }
    var pass = new JoinedParts();
    pass.fixed.addAll(fixed);
    pass.fixed.addAll(outputs);
    for (Node n : nodes) {
      for (Node in : n.inputs()) {
        pass.uses.merge(in, 1, Integer::sum);
        pass.user.put(in, n);
      }
    }
    if (nodes.stream().filter(pass::isWithin).count() < LONG) {
      return outputs;
    }
    return pass.joinedOnce(nodes, outputs);
  }

  /** Whether a joint is a part of one other and nothing else. */
  private boolean isWithin(Node n) {
    Node outer = user.get(n);
    if (!isJoint(n)
        || fixed.contains(n)
        || outer == null
        || uses.getOrDefault(n, 0) != 1
        || !isJoint(outer)) {
      return false;
    }
    List<Long> steps = ((Assemble) outer.op()).parts().get(outer.inputs().indexOf(n)).steps();
    return steps.stream().allMatch(s -> s == 1);
  }

  private List<Node> joinedOnce(List<Node> nodes, List<Node> outputs) {
    Map<Node, List<Part>> open = new HashMap<>();
    Map<Node, Node> now = new HashMap<>();
    for (Node n : nodes) {
      if (!isJoint(n)) {
        boolean same = n.inputs().stream().allMatch(in -> now.get(in) == in);
        List<Node> in = n.inputs().stream().map(now::get).toList();
        now.put(n, same ? n : n.graph().again(n, in));
        continue;
      }
      List<Part> parts = parts(n, open, now);
      if (isWithin(n)) {
        open.put(n, parts);
      } else {
        now.put(n, join(n, parts));
      }
    }
    return outputs.stream().map(now::get).toList();
  }

  private List<Part> parts(Node n, Map<Node, List<Part>> open, Map<Node, Node> now) {
    List<Part> out = new ArrayList<>();
    for (Part part : of(n)) {
      List<Part> inner = open.remove(part.node);
      List<Dim> by = part.place.starts();
      if (inner == null) {
        out.add(part.with(Objects.requireNonNull(now.get(part.node))));
      } else if (out.isEmpty() && by.stream().allMatch(d -> d.is(0))) {
        // the list of what a loop has joined so far is not copied at each turn
        out = inner;
      } else {
        for (Part p : inner) {
          out.add(p.moved(by));
        }
      }
    }
    return out;
  }
}
