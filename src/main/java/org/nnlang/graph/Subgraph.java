// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A function as a graph of its own: what it takes, what it gives. Two are equal where they compute
 * the same in the same way, whichever graphs their nodes are of.
 */
public final class Subgraph {
  private final List<Node> inputs;
  private final List<Node> outputs;
  private final List<Node> nodes;
  private final List<Object> structure = new ArrayList<>();

  /**
   * @param inputs inputs of one graph, in the order of the arguments; some may not be needed
   * @param outputs nodes of that graph
   */
  public Subgraph(List<Node> inputs, List<Node> outputs) {
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    nodes = needed(outputs);
    Map<Node, Integer> numbers = new HashMap<>();
    for (Node n : inputs) {
      numbers.put(n, numbers.size());
      structure.add(n.type());
    }
    for (Node n : nodes) {
      if (!(n.op() instanceof Input)) {
        structure.add(n.op());
        n.inputs().forEach(in -> structure.add(numbers.get(in)));
        numbers.put(n, numbers.size());
      } else if (!numbers.containsKey(n)) {
        throw new IllegalArgumentException(n + " is no argument");
      }
    }
    outputs.forEach(out -> structure.add(numbers.get(out)));
  }

  /** Its arguments, each an {@link Input} of its graph. */
  public List<Node> inputs() {
    return inputs;
  }

  /** Its results. */
  public List<Node> outputs() {
    return outputs;
  }

  /** All that the results need, in the order of the graph, inputs among them. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The same function with other results, nodes of the same graph. */
  public Subgraph giving(List<Node> others) {
    return new Subgraph(inputs, others);
  }

  /**
   * Adds what the function does to another graph.
   *
   * @param arguments what its inputs are there
   * @return what each of its nodes is there
   */
  public Map<Node, Node> on(List<Node> arguments, Graph into) {
    Map<Node, Node> now = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      now.put(inputs.get(i), arguments.get(i));
    }
    for (Node n : nodes) {
      if (!now.containsKey(n)) {
        now.put(n, into.add(n.op(), n.inputs().stream().map(now::get).toList()));
      }
    }
    return now;
  }

  /** What {@code outputs} need, themselves included, in the order of their graph. */
  public static List<Node> needed(List<Node> outputs) {
    if (outputs.isEmpty()) {
      return List.of();
    }
    List<Node> all = outputs.get(0).graph().nodes();
    boolean[] wanted = new boolean[all.size()];
    for (Node n : outputs) {
      wanted[n.id()] = true;
    }
    int count = 0;
    for (int i = all.size() - 1; i >= 0; i--) {
      if (wanted[i]) {
        count++;
        for (Node in : all.get(i).inputs()) {
          wanted[in.id()] = true;
        }
      }
    }
    Node[] out = new Node[count];
    for (int i = all.size() - 1; i >= 0; i--) {
      if (wanted[i]) {
        out[--count] = all.get(i);
      }
    }
    return List.of(out);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Subgraph s
        && s.inputs.size() == inputs.size()
        && s.structure.equals(structure);
  }

  @Override
  public int hashCode() {
    return structure.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("(");
    for (Node n : nodes) {
      s.append(n).append(" = ").append(n.op().name()).append(n.inputs()).append("; ");
    }
    return s.append(outputs).append(')').toString();
  }
}
