// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Loop;
import org.nnlang.engine.Trace;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Node;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Unary;
import org.nnlang.kernel.Registers;
import org.nnlang.kernel.TileProgram;
import org.nnlang.kernel.TileProgram.Access;
import org.nnlang.kernel.TileProgram.Step;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * All weights that are trained, one after the other in one buffer, those of one optimizer next to
 * each other; and with them, in buffers of the same layout, what the optimizers remember. A step of
 * an optimizer is one pass over its range.
 *
 * <p>While {@link #lend}ed, the variables are views into the buffer, which is written in place.
 */
final class Weights {
  /** Numbers of a buffer that one thread clears at a time. */
  private static final long PIECE = 1 << 18;

  private final Engine engine;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final List<Range> ranges = new ArrayList<>();
  private final List<Tensor> slots = new ArrayList<>();
  private final DType dtype;
  private final long size;
  private final Tensor sum;
  private final boolean scaled;
  private Tensor values;
  private Tensor before;
  private boolean moved;

  private static final class Range {
    private final Optimizer optimizer;
    private final long from;
    private final long to;
    private final List<Tensor> scalars = new ArrayList<>();

    Range(Engine engine, DType dtype, Optimizer optimizer, long from, long to) {
      this.optimizer = optimizer;
      this.from = from;
      this.to = to;
      for (int i = 0; i <= optimizer.scalars(1, 1).length; i++) {
        scalars.add(Tensor.zeros(engine.memory(), dtype, 1));
      }
    }

    void set(long step, double factor, double scale) {
      double[] numbers = optimizer.scalars(step, optimizer.lr() * factor);
      scalars.get(0).fill(0, scale);
      for (int i = 0; i < numbers.length; i++) {
        scalars.get(1 + i).fill(0, numbers[i]);
      }
    }
  }

  /**
   * @param trained weights by path
   * @param setup whose optimizers they get
   * @throws Problem {@code train} where there is nothing to train
   */
  Weights(Engine engine, Map<String, Variable> trained, Setup setup) {
    this.engine = engine;
    if (trained.isEmpty()) {
      throw Problem.of(ErrorCode.TRAIN, "there is nothing to train: no part of it has a weight")
          .hint("frozen weights do not count; `unfreeze(net)` frees them");
    }
    Map<Optimizer, Map<String, Variable>> byOptimizer = new LinkedHashMap<>();
    for (Updating.Group g : setup.updating().groups()) {
      byOptimizer.computeIfAbsent(g.optimizer(), o -> new LinkedHashMap<>());
    }
    trained.forEach(
        (path, v) ->
            byOptimizer
                .computeIfAbsent(setup.updating().of(path, v), o -> new LinkedHashMap<>())
                .put(path, v));
    dtype = trained.values().iterator().next().type().dtype();
    long at = 0;
    for (Map.Entry<Optimizer, Map<String, Variable>> e : byOptimizer.entrySet()) {
      long from = at;
      for (Map.Entry<String, Variable> w : e.getValue().entrySet()) {
        checkType(w.getKey(), w.getValue());
        variables.put(w.getKey(), w.getValue());
        at += w.getValue().value().size();
      }
      if (at > from) {
        ranges.add(new Range(engine, dtype, e.getKey(), from, at));
      }
    }
    size = at;
    scaled = setup.updating().clip() > 0 || setup.order().accumulate() > 1;
    sum = Tensor.zeros(engine.memory(), dtype, 1);
    int needed = ranges.stream().mapToInt(r -> r.optimizer.slots()).max().orElse(0);
    for (int i = 0; i < needed; i++) {
      slots.add(zeros());
    }
  }

  private void checkType(String path, Variable v) {
    if (v.type().dtype() != dtype) {
      throw Problem.of(
          ErrorCode.TYPE,
          "weights that are trained together need one element type, found "
              + dtype.word()
              + ", and for "
              + path
              + " "
              + v.type().dtype().word());
    }
  }

  /** In the order of the buffer. */
  List<Variable> variables() {
    return List.copyOf(variables.values());
  }

  /** Takes the variables over: their tensors become views into a new buffer. */
  void lend() {
    values = Tensor.zeros(engine.memory(), dtype, size);
    before = Tensor.zeros(engine.memory(), dtype, size);
    moved = false;
    List<Tensor> views = List.copyOf(named(values).values());
    List<Variable> all = variables();
    engine.pool().parallel(all.size(), size, (i, worker) -> views.get(i).fill(all.get(i).value()));
    for (int i = 0; i < all.size(); i++) {
      all.get(i).set(views.get(i));
      all.get(i).lent(true);
    }
  }

  /** Gives the variables back; they keep what they hold now. */
  void giveBack() {
    variables.values().forEach(v -> v.lent(false));
  }

  /** What changes the weights by gradients that lie in one buffer. */
  final class Update {
    private final List<List<Runnable>> passes = new ArrayList<>();
    private final Loop squares;

    Update(Tensor gradients) {
      ranges.forEach(r -> passes.add(passes(r, gradients)));
      squares =
          loop(
              3,
              List.of(
                  new Step.Load(0, 0, dtype, new Access.Modular(1, size)),
                  new Step.Map1(1, 0, Unary.SQUARE, 0),
                  new Step.Total(1, 1, dtype, Reduction.SUM)),
              gradients,
              sum);
    }

    /** The norm of all gradients together. */
    double norm() {
      squares.run();
      return Math.sqrt(sum.getDouble(0));
    }

    /**
     * Changes the weights.
     *
     * @param step from 1
     * @param factor of the learning rates
     * @param scale of the gradients
     */
    void step(long step, double factor, double scale) {
      moved = true;
      for (int i = 0; i < passes.size(); i++) {
        ranges.get(i).set(step, factor, scale);
        passes.get(i).forEach(Runnable::run);
      }
    }
  }

  private List<Runnable> passes(Range r, Tensor gradients) {
    return switch (r.optimizer) {
      case Optimizer.Elementwise o -> List.of(pass(r, o, gradients)::run);
      case Optimizer.Matrixwise o -> matrices(r, o, gradients);
      case Optimizer.Sampled o -> throw new IllegalStateException(o + " has no use for gradients");
    };
  }

  private Loop pass(Range r, Optimizer.Elementwise optimizer, Tensor gradients) {
    int own = optimizer.slots();
    List<Tensor> buffers = new ArrayList<>();
    for (Tensor t : List.of(values, before, gradients)) {
      buffers.add(t.rows(r.from, r.to));
    }
    slots.subList(0, own).forEach(s -> buffers.add(s.rows(r.from, r.to)));
    buffers.addAll(r.scalars);
    Pass pass = new Pass(r.to - r.from, dtype, own, scaled);
    optimizer.write(pass);
    return new Loop(engine, pass.program(), buffers.toArray(Tensor[]::new));
  }

  private List<Runnable> matrices(Range r, Optimizer.Matrixwise optimizer, Tensor gradients) {
    List<Runnable> out = new ArrayList<>();
    long at = 0;
    for (Variable v : variables.values()) {
      long from = at;
      long[] shape = v.value().shape();
      at += v.value().size();
      if (from >= r.from && at <= r.to) {
        List<Tensor> views = new ArrayList<>();
        for (Tensor t : List.of(values, gradients, slots.get(0), before)) {
          views.add(t.rows(from, at).reshape(shape));
        }
        out.add(
            new MatrixUpdate(
                engine,
                optimizer,
                views.get(0),
                views.get(1),
                views.get(2),
                views.get(3),
                r.scalars));
      }
    }
    return out;
  }

  /** A pass that adds {@code from}, times a number, to {@code to}. */
  Loop adding(Tensor from, Tensor times, Tensor to) {
    return loop(
        5,
        List.of(
            new Step.Load(0, 0, dtype, new Access.Modular(1, size)),
            new Step.Load(1, 1, dtype, new Access.Modular(1, 1)),
            new Step.Load(2, 2, dtype, new Access.Modular(1, size)),
            new Step.Map2(3, 0, 1, Binary.MUL),
            new Step.Map2(4, 2, 3, Binary.ADD),
            new Step.Store(4, 2, dtype)),
        from,
        times,
        to);
  }

  private Loop loop(int registers, List<Step> steps, Tensor... buffers) {
    List<Boolean> full = Collections.nCopies(registers, false);
    return new Loop(engine, new TileProgram(size, 1, Registers.of(dtype), full, steps), buffers);
  }

  /**
   * Zeros in the layout of the weights, written by all threads: memory that is read before it is
   * written the system makes twice.
   */
  Tensor zeros() {
    Tensor all = Tensor.zeros(engine.memory(), dtype, size);
    int pieces = Math.toIntExact(Math.ceilDiv(size, PIECE));
    engine
        .pool()
        .parallel(
            pieces,
            size,
            (i, worker) -> all.rows(i * PIECE, Math.min(size, (i + 1) * PIECE)).clear());
    return all;
  }

  /** Makes the weights what they were before the last step, if there was one. */
  void undo() {
    if (moved) {
      values.fill(before);
    }
  }

  /** Has a function that is being traced read the parts of {@code row} for the weights. */
  void replace(Trace trace, Node row) {
    long at = 0;
    for (Variable v : variables.values()) {
      long to = at + v.type().size();
      trace.replace(v, Ops.reshape(Ops.slice(row, 0, at, to, 1), v.type().dims()));
      at = to;
    }
  }

  /** What the variables hold, lent or not, to a buffer of {@link #zeros}. */
  void read(Tensor buffer) {
    named(buffer).forEach((path, part) -> part.fill(variables.get(path).value()));
  }

  /** The parts of a buffer in the layout of the weights, by path. */
  Map<String, Tensor> named(Tensor buffer) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    long at = 0;
    for (Map.Entry<String, Variable> e : variables.entrySet()) {
      long[] shape = e.getValue().value().shape();
      long to = at + e.getValue().value().size();
      out.put(e.getKey(), buffer.rows(at, to).reshape(shape));
      at = to;
    }
    return out;
  }

  /** A number that a pass reads. */
  Tensor number() {
    return Tensor.zeros(engine.memory(), dtype, 1);
  }

  /**
   * A pass that makes {@code mean} the sum of {@code old} times it and {@code fresh} times the
   * weights.
   */
  Loop mixing(Tensor mean, Tensor old, Tensor fresh) {
    return loop(
        7,
        List.of(
            new Step.Load(0, 0, dtype, new Access.Modular(1, size)),
            new Step.Load(1, 1, dtype, new Access.Modular(1, size)),
            new Step.Load(2, 2, dtype, new Access.Modular(1, 1)),
            new Step.Load(3, 3, dtype, new Access.Modular(1, 1)),
            new Step.Map2(4, 0, 2, Binary.MUL),
            new Step.Map2(5, 1, 3, Binary.MUL),
            new Step.Map2(6, 4, 5, Binary.ADD),
            new Step.Store(6, 0, dtype)),
        mean,
        values,
        old,
        fresh);
  }

  /** All of them, in one row, while they are {@link #lend}ed. */
  Tensor values() {
    return values;
  }

  /** Copies the weights as they are now into a buffer of {@link #zeros}. */
  void keepIn(Tensor buffer) {
    buffer.fill(values);
  }

  /** Makes the weights what {@link #keepIn} kept. */
  void restore(Tensor kept) {
    values.fill(kept);
  }

  /** What the optimizers remember. */
  List<Tensor> slots() {
    return slots;
  }

  long size() {
    return size;
  }
}
