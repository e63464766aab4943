// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Program;
import org.nnlang.graph.Type;
import org.nnlang.op.Ops;
import org.nnlang.tensor.Tensor;

/** A step of a {@link Optimizer.Matrixwise} on one matrix, whose memory is part of flat buffers. */
final class MatrixUpdate implements Runnable {
  private final Program program;
  private final List<Tensor> inputs = new ArrayList<>();
  private final Tensor before;

  /**
   * @param weight a view into the weights, as are the gradient, the slot and {@code before} into
   *     theirs
   */
  MatrixUpdate(
      Engine engine,
      Optimizer.Matrixwise optimizer,
      Tensor weight,
      Tensor gradient,
      Tensor slot,
      Tensor before,
      List<Tensor> scalars) {
    this.before = before;
    inputs.addAll(List.of(weight, gradient, slot));
    inputs.addAll(scalars);
    // the first scalar scales all gradients
    program =
        engine.program(
            inputs.stream().map(Type::of).toList(),
            false,
            n ->
                optimizer.step(
                    n.get(0), Ops.mul(n.get(1), n.get(3)), n.get(2), n.subList(4, n.size())));
  }

  @Override
  public void run() {
    before.fill(inputs.get(0));
    List<Tensor> results = program.run(inputs);
    inputs.get(0).fill(results.get(0));
    inputs.get(2).fill(results.get(1));
  }
}
