// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Type;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** The weights and states of the step whose validation was best so far. */
final class Best {
  private final Map<String, Variable> variables;
  private final Map<String, Tensor> kept = new LinkedHashMap<>();

  /** Keeps those of now. */
  Best(Map<String, Variable> variables, Memory memory) {
    this.variables = variables;
    variables.forEach((path, v) -> kept.put(path, v.value().copy(memory)));
  }

  void keep() {
    variables.forEach((path, v) -> Objects.requireNonNull(kept.get(path)).fill(v.value()));
  }

  /** Makes the net what it was then. */
  void restore() {
    variables.forEach((path, v) -> v.become(Objects.requireNonNull(kept.get(path))));
  }

  Map<String, Tensor> named() {
    return kept;
  }

  /** Takes what {@link #named} gave to a checkpoint. */
  void restore(Map<String, Tensor> saved) {
    kept.forEach((path, t) -> t.fill(Restored.tensor(saved, path, Type.of(t))));
  }
}
