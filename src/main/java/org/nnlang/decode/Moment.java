// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/**
 * What numbers were computed of, as it was then: as long as that has not changed, they would be the
 * same.
 */
final class Moment {
  private final Memory memory;
  private final Map<Variable, Long> changes = new HashMap<>();
  private boolean tensors;

  Moment(Memory memory) {
    this.memory = memory;
  }

  static Moment of(Memory memory, Node value) {
    Moment now = new Moment(memory);
    now.add(value);
    return now;
  }

  /** Takes note of what a value was computed of just now. */
  void add(Node value) {
    for (Node n : Subgraph.needed(List.of(value))) {
      if (n.isInput()) {
        switch (value.graph().binding(n)) {
          // what was computed of it earlier may be of other numbers already
          case Variable v -> changes.putIfAbsent(v, v.changes());
          case Tensor t -> tensors = true;
          default -> {}
        }
      }
    }
  }

  /** Whether all of it is as it was. */
  boolean isNow() {
    if (memory.isSeenOutside() && (tensors || !changes.isEmpty())) {
      return false;
    }
    for (Map.Entry<Variable, Long> then : changes.entrySet()) {
      if (!then.getKey().isAsAt(then.getValue())) {
        return false;
      }
    }
    return true;
  }
}
