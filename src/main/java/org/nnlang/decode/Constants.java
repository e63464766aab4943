// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Traced;
import org.nnlang.graph.Node;
import org.nnlang.tensor.Tensor;

/**
 * Values of a net that are computed of weights alone: once, and again where these have changed,
 * then in the same memory, which steps are bound to.
 */
final class Constants {
  private final Engine engine;
  private final Traced net;
  private final Tensor zeros;
  private final Map<Node, Tensor> values = new HashMap<>();
  private final Map<Node, Moment> moments = new HashMap<>();

  /**
   * @param zeros tokens of the net, which have no part in the values
   */
  Constants(Engine engine, Traced net, Tensor zeros) {
    this.engine = engine;
    this.net = net;
    this.zeros = zeros;
  }

  /** All there are, as they are now. */
  Map<Node, Tensor> values() {
    return Collections.unmodifiableMap(values);
  }

  @Nullable Tensor get(Node n) {
    return values.get(n);
  }

  /** Computes values that are not there yet. */
  void add(List<Node> nodes) {
    List<Tensor> made = engine.values(net, nodes, List.of(zeros));
    for (int i = 0; i < made.size(); i++) {
      values.put(nodes.get(i), made.get(i));
      moments.put(nodes.get(i), Moment.of(engine.memory(), nodes.get(i)));
    }
  }

  /** Has these be what the weights make them now. */
  void refresh(Collection<Node> nodes) {
    List<Node> old =
        nodes.stream().filter(n -> !Objects.requireNonNull(moments.get(n)).isNow()).toList();
    if (old.isEmpty()) {
      return;
    }
    engine.values(net, old, List.of(zeros), old.stream().map(this::value).toList());
    old.forEach(n -> moments.put(n, Moment.of(engine.memory(), n)));
  }

  private Tensor value(Node n) {
    return Objects.requireNonNull(values.get(n));
  }

  /** Forgets all others. */
  void keep(Set<Node> nodes) {
    values.keySet().retainAll(nodes);
    moments.keySet().retainAll(nodes);
  }
}
