// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.util.List;
import java.util.Map;
import org.nnlang.backend.Backend;
import org.nnlang.backend.Executable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;

/** Has the backend compile what was traced, and keeps what it made. */
final class Compiler {
  /** What is kept; the least recently used goes first. */
  private static final int KEPT = 512;

  private final Backend backend;
  private final Map<PlanKey, Executable> known = new Recent<>(KEPT);

  Compiler(Backend backend) {
    this.backend = backend;
  }

  boolean writesInPlace() {
    return backend.writesInPlace();
  }

  /**
   * Compiled outputs.
   *
   * @param inputs those that the outputs need, in the order of the arguments of a run
   */
  record Compiled(Executable executable, List<Node> inputs) {}

  /** What computes these nodes, made by an earlier call where that was of the same structure. */
  Compiled cached(List<Node> outputs) {
    PlanKey key = new PlanKey(Subgraph.needed(outputs), outputs);
    List<Node> inputs = key.takeInputs();
    Executable executable = known.get(key);
    if (executable == null) {
      executable = backend.compile(new Subgraph(inputs, outputs));
      known.put(key, executable);
    }
    return new Compiled(executable, inputs);
  }

  /** What computes these nodes, made anew: nobody else runs it. */
  Compiled compile(List<Node> outputs) {
    List<Node> inputs = Subgraph.needed(outputs).stream().filter(Node::isInput).toList();
    return new Compiled(backend.compile(new Subgraph(inputs, outputs)), inputs);
  }
}
