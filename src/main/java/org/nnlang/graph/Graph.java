// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.tensor.Tensor;

/**
 * A computation without side effects, in the order in which its nodes were added. Nodes are never
 * changed or removed; a pass makes another graph. Equal pure nodes are one node.
 */
public final class Graph {
  private final List<Node> nodes = new ArrayList<>();
  private final List<Node> inputs = new ArrayList<>();
  private final Map<Key, Node> known = new HashMap<>();
  private final Map<Object, Node> bound = new IdentityHashMap<>();
  private final List<Object> bindings = new ArrayList<>();
  private final List<Rule> rules;
  private Span span = Span.NONE;
  private @Nullable Object owner;
  private @Nullable Node derived;

  private record Key(Op op, List<Node> inputs) {
    @Override
    public int hashCode() {
      int h = op.hashCode();
      for (Node n : inputs) {
        h = 31 * h + n.id();
      }
      return h;
    }

    @Override
    public boolean equals(Object o) {
      if (!(o instanceof Key k) || k.inputs.size() != inputs.size() || !k.op.equals(op)) {
        return false;
      }
      for (int i = 0; i < inputs.size(); i++) {
        if (k.inputs.get(i) != inputs.get(i)) {
          return false;
        }
      }
      return true;
    }
  }

  /** A graph that adds each node as it is asked for. */
  public Graph() {
    this(List.of());
  }

  /** A graph that adds, for a node of which the first of these rules knows a simpler form, that. */
  public Graph(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** A graph without nodes that simplifies them by the same rules. */
  public Graph fresh() {
    return new Graph(rules);
  }

  /** Nodes made from now on come from this place in the script. */
  public void at(Span place) {
    span = place;
  }

  public Span at() {
    return span;
  }

  /** Nodes made from now on belong to {@code part} of a net, null for none; gives whose before. */
  public @Nullable Object within(@Nullable Object part) {
    Object before = owner;
    owner = part;
    return before;
  }

  /** Nodes made from now on compute the gradient of {@code forward}; null for none. */
  void deriving(@Nullable Node forward) {
    derived = forward;
  }

  /** Whose nodes are made now; null for nobody's. */
  public @Nullable Object owner() {
    return owner;
  }

  /** The node of {@code op} on {@code args} or what a rule has for it, new or already there. */
  public Node add(Op op, List<Node> args) {
    Polls.sometimes();
    for (Node arg : args) {
      if (arg.graph() != this) {
        throw new IllegalArgumentException(arg + " is of another graph");
      }
    }
    Key key = new Key(op, List.copyOf(args));
    if (op.isPure()) {
      Node old = known.get(key);
      if (old != null) {
        return old;
      }
    }
    Type type = infer(op, args);
    for (Rule rule : rules) {
      Node simpler = rule.simpler(this, op, args, type);
      if (simpler != null) {
        return simpler;
      }
    }
    Node node = new Node(this, nodes.size(), op, args, type, span, owner, derived);
    nodes.add(node);
    if (op.isPure()) {
      known.put(key, node);
    }
    return node;
  }

  private static Type infer(Op op, List<Node> args) {
    Type[] types = new Type[args.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = args.get(i).type();
    }
    try {
      return op.infer(List.of(types));
    } catch (Problem p) {
      throw p.code() == ErrorCode.SHAPE ? Origin.note(p, op.letters(), args) : p;
    }
  }

  public Node add(Op op, Node... args) {
    return add(op, List.of(args));
  }

  /** The node's op on other inputs, from the same place of the script and part of a net. */
  public Node again(Node node, List<Node> args) {
    Span place = span;
    Object part = owner;
    Node of = derived;
    span = node.span();
    owner = node.owner();
    derived = node.forward();
    Node out = add(node.op(), args);
    span = place;
    owner = part;
    derived = of;
    return out;
  }

  /**
   * An input whose value comes from {@code binding} at each run: a parameter, a state, or a tensor
   * the function read from outside. The same binding is the same input.
   */
  public Node input(Type type, Object binding) {
    Node old = bound.get(binding);
    if (old != null) {
      return old;
    }
    Node node =
        new Node(
            this,
            nodes.size(),
            new Input(inputs.size(), type),
            List.of(),
            type,
            span,
            owner,
            derived);
    nodes.add(node);
    inputs.add(node);
    bindings.add(binding);
    bound.put(binding, node);
    return node;
  }

  /** A tensor known while tracing; it becomes an input bound to itself. */
  public Node input(Tensor tensor) {
    return input(Type.of(tensor), tensor);
  }

  public List<Node> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /** Input nodes in the order in which a run takes their values. */
  public List<Node> inputs() {
    return Collections.unmodifiableList(inputs);
  }

  /** What an input is bound to. */
  public Object binding(Node input) {
    return bindings.get(((Input) input.op()).index());
  }

  /** A listing, one node a line, for tests and for looking at what a script became. */
  @Override
  public String toString() {
    StringBuilder s = new StringBuilder();
    for (Node n : nodes) {
      s.append(n).append(" = ").append(n.op()).append(n.inputs()).append(" : ").append(n.type());
      s.append('\n');
    }
    return s.toString();
  }
}
