// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Program;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.tensor.Tensor;

/** Adds up parts of tensors, in the order in which they come: same parts, same bits. */
final class WeightedSum {
  private final Engine engine;
  private final List<Tensor> sums;
  private final List<Tensor> parts;
  private final Map<Type, Program> programs = new HashMap<>();

  /**
   * @param like what the mean of is taken
   */
  WeightedSum(Engine engine, List<Tensor> like) {
    this.engine = engine;
    sums = like.stream().map(t -> WeightRows.zeros(engine, Type.of(t))).toList();
    parts = like.stream().map(t -> WeightRows.zeros(engine, Type.of(t))).toList();
  }

  /** Forgets what was added. */
  void begin() {
    sums.forEach(Tensor::clear);
  }

  /**
   * Adds what is read from a packet.
   *
   * @param share of the whole; of tensors that are no floats the first one counts
   */
  void add(Packet packet, double share, boolean first) {
    for (int i = 0; i < sums.size(); i++) {
      Tensor sum = sums.get(i);
      Tensor part = parts.get(i);
      packet.read(part);
      if (sum.dtype().isFloat() && sum.size() > 0) {
        Tensor times = Tensor.zeros(engine.memory(), sum.dtype());
        times.fill(0, share);
        adding(Type.of(sum)).run(List.of(part, times, sum), List.of(sum));
      } else if (first) {
        sum.fill(part);
      }
    }
  }

  private Program adding(Type type) {
    return programs.computeIfAbsent(
        type,
        t ->
            engine.program(
                List.of(t, Type.of(t.dtype()), t),
                false,
                n -> List.of(Numeric.add(n.get(2), Numeric.mul(n.get(0), n.get(1))))));
  }

  /** What was added up; written again after {@link #begin}. */
  List<Tensor> sums() {
    return sums;
  }
}
