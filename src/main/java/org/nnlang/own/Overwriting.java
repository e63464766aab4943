// SPDX-License-Identifier: Apache-2.0
package org.nnlang.own;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.lower.Lower;
import org.nnlang.lower.Lowering;

/**
 * Which results of a function may be written over which of its inputs. Only in a function that goes
 * element by element, in one pass, and where the input is read before the result is there: then
 * each element of the input is read, and never again, before that of the result takes its place.
 */
final class Overwriting {
  private static final Overwriting NONE = new Overwriting(new int[0], new int[0]);

  /** For each input the number of the first node that reads it; empty where nothing is safe. */
  private final int[] read;

  /** For each result the number of the node that makes it. */
  private final int[] made;

  private Overwriting(int[] read, int[] made) {
    this.read = read;
    this.made = made;
  }

  static Overwriting of(Subgraph function) {
    List<Node> nodes = function.nodes();
    List<Node> inputs = function.inputs();
    List<Node> outputs = function.outputs();
    if (outputs.isEmpty() || !elementwise(nodes, outputs)) {
      return NONE;
    }
    int[] read = new int[inputs.size()];
    for (int k = 0; k < read.length; k++) {
      Node input = inputs.get(k);
      read[k] =
          nodes.stream()
              .filter(n -> n.inputs().contains(input))
              .mapToInt(Node::id)
              .min()
              .orElse(-1);
    }
    return new Overwriting(read, outputs.stream().mapToInt(Node::id).toArray());
  }

  /** Whether result {@code result} may have the memory of input {@code input}. */
  boolean isSafe(int input, int result) {
    return read.length > 0 && read[input] <= made[result];
  }

  private static boolean elementwise(List<Node> nodes, List<Node> outputs) {
    Type type = outputs.getFirst().type();
    for (Node n : nodes) {
      boolean fits =
          n.isInput()
              ? n.type().size() == 1 || n.type().dims().equals(type.dims())
              : switch (Lower.of(n)) {
                case Lowering.Map1 m -> true;
                case Lowering.Map2 m -> true;
                case Lowering.Where w -> true;
                case Lowering.Cast c -> true;
                case Lowering.Fill f -> true;
                default -> false;
              };
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
