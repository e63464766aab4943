// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Function;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.tensor.Tensor;

/** Where the inputs of a plan come from: some are given at each run, others are bound for good. */
final class Bindings {
  private final List<Object> bound;
  private final int[] place;

  /**
   * @param slots what stands for the tensors that are given, in their order
   * @param bound what each input is bound to: a slot, or what holds a tensor
   */
  Bindings(List<Object> slots, List<Object> bound) {
    this.bound = bound;
    place = bound.stream().mapToInt(slots::indexOf).toArray();
  }

  /** The tensor that a variable holds, or that the binding is. */
  static Tensor tensor(Object binding) {
    return binding instanceof Variable v ? v.value() : (Tensor) binding;
  }

  /** The memory now of what inputs of a graph are bound to. */
  static MemorySegment[] of(Graph graph, List<Node> inputs) {
    MemorySegment[] arguments = new MemorySegment[inputs.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = tensor(graph.binding(inputs.get(i))).data();
    }
    return arguments;
  }

  /** How many inputs there are. */
  int size() {
    return place.length;
  }

  /** The variables that inputs are bound to. */
  List<Variable> variables() {
    return bound.stream().filter(Variable.class::isInstance).map(Variable.class::cast).toList();
  }

  /** The input that given tensor {@code i} becomes; -1 where the plan does not need it. */
  int inputOf(int i) {
    for (int k = 0; k < place.length; k++) {
      if (place[k] == i) {
        return k;
      }
    }
    return -1;
  }

  /** The memory of all inputs as it is now. */
  void fill(MemorySegment[] inputs, List<Tensor> given) {
    fill(inputs, given, Bindings::tensor);
  }

  /**
   * The memory of all inputs.
   *
   * @param value the tensor of what an input is bound to
   */
  void fill(MemorySegment[] inputs, List<Tensor> given, Function<Object, Tensor> value) {
    for (int k = 0; k < place.length; k++) {
      inputs[k] = (place[k] >= 0 ? given.get(place[k]) : value.apply(bound.get(k))).data();
    }
  }
}
