// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Program;
import org.nnlang.engine.Trials;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * The weights that an {@link Optimizer.Sampled} tries in a step. All normal numbers of a step are
 * drawn at once, a row for each candidate, by seed and step alone; so a step can be done again. The
 * weights are left alone until all losses are known.
 */
final class Candidates {
  /** Places that no layer draws at: those count from 0. */
  private static final int RADIUS = -2;

  private static final int ANGLE = -3;

  private final Engine engine;
  private final Optimizer.Sampled optimizer;
  private final WeightRows weights;
  private final Function<List<Node>, Node> loss;
  private final Type flat;
  private final Tensor spread;
  private final Tensor moves;
  private final double[] losses;
  private final Program draw;
  private final Program move;

  /** Those that are measured here. */
  private int from;

  private int to;

  @SuppressWarnings("NullAway.Init") // drawn by begin, which comes first
  private Tensor noise;

  /**
   * @param weights lent; written by {@link #end}
   * @param loss of a batch
   */
  Candidates(
      Engine engine,
      Optimizer.Sampled optimizer,
      WeightRows weights,
      Function<List<Node>, Node> loss) {
    this.engine = engine;
    this.optimizer = optimizer;
    this.weights = weights;
    this.loss = loss;
    flat = Type.of(weights.values());
    DType dtype = flat.dtype();
    int count = optimizer.candidates();
    losses = new double[count];
    to = count;
    spread = Tensor.zeros(engine.memory(), dtype);
    moves = Tensor.zeros(engine.memory(), dtype, 1, count);
    Type all = Type.of(dtype, count, weights.size());
    draw =
        engine.program(
            List.of(Type.of(spread)), false, n -> List.of(normal(n.get(0).graph(), all)));
    move =
        engine.program(
            List.of(flat, all, Type.of(moves)),
            false,
            n -> List.of(around(n.get(0), Ops.matmul(n.get(2), n.get(1)))));
  }

  private Node around(Node center, Node far) {
    Node moved = Ops.reshape(far, center.type().dims());
    return optimizer.kept() == 0 ? moved : Numeric.add(center, moved);
  }

  /** Box and Muller; 1 - u is never 0. */
  private static Node normal(Graph graph, Type type) {
    Node radius =
        Numeric.sqrt(Numeric.mul(Numeric.log(Numeric.rsub(1, Ops.rand(graph, type, RADIUS))), -2));
    return Numeric.mul(radius, Numeric.cos(Numeric.mul(Ops.rand(graph, type, ANGLE), 2 * Math.PI)));
  }

  /** From now on only one of so many parts of the candidates is measured here. */
  void only(int part, int parts) {
    from = (int) ((long) losses.length * part / parts);
    to = (int) ((long) losses.length * (part + 1) / parts);
  }

  /** The losses, of those that were measured. */
  double[] losses() {
    return losses;
  }

  /** Draws those of a step. */
  void begin(long seed, long step, double lr) {
    Arrays.fill(losses, 0);
    spread.fill(0, optimizer.spread(lr));
    noise = draw.run(List.of(spread), seed, step).get(0);
  }

  /** Adds {@code part} of the loss of each on a batch to what it has so far. */
  void measure(Trials trials, List<Tensor> batch, double part, long seed, long number) {
    List<Tensor> shared = new ArrayList<>(batch);
    shared.add(weights.values());
    shared.add(spread);
    double[] found = trials.run(shared, noise.rows(from, to), seed, number);
    for (int i = from; i < to; i++) {
      double loss = found[i - from];
      losses[i] += Double.isNaN(loss) ? Double.POSITIVE_INFINITY : part * loss;
    }
  }

  /** The losses of batches of these types with the weights of each, which are parts of one row. */
  Trials trials(List<Type> batch) {
    int fields = batch.size();
    List<Type> types = new ArrayList<>(batch);
    types.add(flat);
    types.add(Type.of(spread));
    return engine.trials(
        types,
        flat,
        to - from,
        n -> {
          Node far = Numeric.mul(n.getLast(), n.get(fields + 1));
          weights.replace(engine.trace(), around(n.get(fields), far));
          return loss.apply(n.subList(0, fields));
        });
  }

  /**
   * What moves the weights as the optimizer says; does not fail.
   *
   * @param loss of the weights as they are
   */
  Runnable end(double loss, double lr) {
    double[] along = optimizer.move(loss, losses, lr);
    if (along == null) {
      return () -> {};
    }
    for (int i = 0; i < along.length; i++) {
      moves.fill(i, along[i]);
    }
    Tensor moved = move.run(List.of(weights.values(), noise, moves)).get(0);
    return () -> weights.restore(moved);
  }
}
