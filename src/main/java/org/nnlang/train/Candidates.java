// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Program;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Ops;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * The weights that an {@link Optimizer.Sampled} tries in a step. All normal numbers of a step are
 * drawn at once, a row for each candidate, by seed and step alone; so a step can be done again.
 */
final class Candidates {
  /** Places that no layer draws at: those count from 0. */
  private static final int RADIUS = -2;

  private static final int ANGLE = -3;

  private final Optimizer.Sampled optimizer;
  private final Tensor weights;
  private final Tensor start;
  private final Tensor spread;
  private final Tensor moves;
  private final Program draw;
  private final Program mix;
  private final Program move;
  private Tensor noise;

  /**
   * @param weights all of them, flat; written by {@link #take}
   */
  Candidates(Engine engine, Optimizer.Sampled optimizer, Tensor weights) {
    this.optimizer = optimizer;
    this.weights = weights;
    DType dtype = weights.dtype();
    int count = optimizer.candidates();
    long size = weights.size();
    start = Tensor.zeros(engine.memory(), dtype, size);
    spread = Tensor.zeros(engine.memory(), dtype);
    moves = Tensor.zeros(engine.memory(), dtype, 1, count);
    Type flat = Type.of(weights);
    draw =
        engine.program(
            List.of(Type.of(spread)),
            false,
            n -> List.of(normal(n.get(0).graph(), Type.of(dtype, count, size))));
    mix =
        engine.program(
            List.of(flat, flat, Type.of(spread)),
            false,
            n -> List.of(around(n.get(0), Ops.mul(n.get(1), n.get(2)))));
    move =
        engine.program(
            List.of(flat, Type.of(dtype, count, size), Type.of(moves)),
            false,
            n -> {
              Node sum = Ops.reshape(Ops.matmul(n.get(2), n.get(1)), n.get(0).type().dims());
              return List.of(around(n.get(0), sum));
            });
  }

  private Node around(Node center, Node far) {
    return optimizer.kept() == 0 ? far : Ops.add(center, far);
  }

  /** Box and Muller; 1 - u is never 0. */
  private static Node normal(Graph graph, Type type) {
    Node radius = Ops.sqrt(Ops.mul(Ops.log(Ops.rsub(1, Ops.rand(graph, type, RADIUS))), -2));
    return Ops.mul(radius, Ops.cos(Ops.mul(Ops.rand(graph, type, ANGLE), 2 * Math.PI)));
  }

  /** Draws those of a step, around the weights as they are now. */
  void begin(long seed, long step, double lr) {
    start.fill(weights);
    spread.fill(0, optimizer.spread(lr));
    noise = draw.run(List.of(spread), seed, step).get(0);
  }

  /** Makes the weights candidate {@code i}. */
  void take(int i) {
    Tensor row = noise.rows(i, i + 1).reshape(weights.shape());
    weights.fill(mix.run(List.of(start, row, spread)).get(0));
  }

  /** Makes the weights what they were. */
  void back() {
    weights.fill(start);
  }

  /** Moves the weights as the optimizer says. */
  void end(double loss, double[] losses, double lr) {
    back();
    double[] along = optimizer.move(loss, losses, lr);
    if (along != null) {
      for (int i = 0; i < along.length; i++) {
        moves.fill(i, along[i]);
      }
      weights.fill(move.run(List.of(start, noise, moves)).get(0));
    }
  }
}
