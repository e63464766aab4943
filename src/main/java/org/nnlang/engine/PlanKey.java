// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Node;

/** The structure of what a graph computes: two functions with equal keys can run one plan. */
final class PlanKey {
  private final List<Object> ops = new ArrayList<>();
  private final int[] wiring;
  private final List<Node> inputs = new ArrayList<>();
  private final int hash;

  /** The key of {@code nodes}, which are all that {@code outputs} need, in order. */
  PlanKey(List<Node> nodes, List<Node> outputs) {
    int[] numbers = new int[nodes.isEmpty() ? 0 : nodes.getLast().id() + 1];
    int wires = outputs.size() + 1;
    for (Node n : nodes) {
      numbers[n.id()] = ops.size();
      wires += n.inputs().size();
      if (n.isInput()) {
        ops.add(n.type());
        inputs.add(n);
      } else {
        ops.add(n.op());
      }
    }
    wiring = new int[wires];
    int at = 0;
    for (Node n : nodes) {
      for (Node in : n.inputs()) {
        wiring[at++] = numbers[in.id()];
      }
    }
    wiring[at++] = -1;
    for (Node out : outputs) {
      wiring[at++] = numbers[out.id()];
    }
    hash = 31 * ops.hashCode() + Arrays.hashCode(wiring);
  }

  /** The inputs that are needed, in the order of a plan's arguments. */
  List<Node> takeInputs() {
    List<Node> out = List.copyOf(inputs);
    inputs.clear(); // a key in the cache must not keep a graph and its tensors
    return out;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PlanKey k
        && k.hash == hash
        && Arrays.equals(k.wiring, wiring)
        && k.ops.equals(ops);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
