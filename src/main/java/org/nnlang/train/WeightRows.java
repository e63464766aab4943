// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Program;
import org.nnlang.engine.Trace;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.kernel.FreshMemory;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * All weights that are trained, one after the other in a row, those of one optimizer next to each
 * other, with what the optimizers remember.
 *
 * <p>There are three such rows, and they take turns: one has the weights, one those of before the
 * last step, one the gradients. A step writes each weight where its gradient was, so that less
 * memory is gone through, and the weights of before need none of their own until the second step.
 * Where a step does not go element by element, or its gradients are made elsewhere, it writes the
 * row of those of before. While {@link #lend}ed, the variables are views into the row that counts.
 */
final class WeightRows {
  private static final String OUTER = "outer.";

  private final Engine engine;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private final DType dtype;
  private final long size;

  @SuppressWarnings("NullAway.Init") // there while they are lent
  private Row now;

  /** Null before the first step. */
  private @Nullable Row before;

  /** For gradients; null where it is not made yet. */
  private @Nullable Row spare;

  private final boolean elementwise;

  /** Makes a step of where other machines have come to; null where that is where weights go. */
  private @Nullable UpdatedPart outer;

  private @Nullable Tensor way;

  private boolean moved;
  private @Nullable Program squares;
  private @Nullable Program adding;
  private @Nullable Program mixing;

  /** An optimizer's weights, and their shapes by path. */
  private record Part(UpdatedPart update, Map<String, long[]> shapes) {}

  /** Numbers for all weights, and the part of each. */
  private record Row(Tensor numbers, List<Tensor> views) {}

  /**
   * @param trained weights by path
   * @param setup whose optimizers they get
   * @throws Problem {@code train} where there is nothing to train
   */
  WeightRows(Engine engine, Map<String, Variable> trained, Setup setup) {
    this.engine = engine;
    if (trained.isEmpty()) {
      throw Problem.of(ErrorCode.TRAIN, "there is nothing to train: no part of it has a weight")
          .hint("frozen weights do not count; `unfreeze(net)` frees them");
    }
    dtype = trained.values().iterator().next().type().dtype();
    Map<Optimizer, Map<String, Variable>> byOptimizer = new LinkedHashMap<>();
    setup.updating().groups().forEach(g -> byOptimizer.put(g.optimizer(), new LinkedHashMap<>()));
    trained.forEach(
        (path, v) -> {
          checkType(path, v);
          byOptimizer
              .computeIfAbsent(setup.updating().of(path, v), o -> new LinkedHashMap<>())
              .put(path, v);
        });
    boolean scaled = setup.updating().clip() > 0 || setup.order().accumulate() > 1;
    long at = 0;
    for (Map.Entry<Optimizer, Map<String, Variable>> e : byOptimizer.entrySet()) {
      variables.putAll(e.getValue());
      at = addParts(e.getKey(), e.getValue(), at, scaled);
    }
    size = at;
    elementwise =
        byOptimizer.keySet().stream()
            .allMatch(o -> o instanceof Optimizer.ByGradient rule && rule.elementwise());
    if (setup.cluster() != null && setup.cluster().outer() != null) {
      outer = new UpdatedPart(engine, setup.cluster().outer(), 0, Type.of(dtype, size), false);
      way = zeros();
    }
  }

  /** The parts that an optimizer treats at once; gives where they end. */
  private long addParts(Optimizer optimizer, Map<String, Variable> own, long from, boolean scaled) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    own.forEach((path, v) -> shapes.put(path, v.type().shape()));
    long all = own.values().stream().mapToLong(v -> v.type().size()).sum();
    if (!(optimizer instanceof Optimizer.ByGradient rule) || all == 0) {
      return from + all;
    }
    if (rule.elementwise()) {
      var update = new UpdatedPart(engine, rule, from, Type.of(dtype, all), scaled);
      parts.add(new Part(update, shapes));
      return from + all;
    }
    long at = from;
    for (Map.Entry<String, Variable> w : own.entrySet()) {
      var update = new UpdatedPart(engine, rule, at, w.getValue().type(), scaled);
      parts.add(new Part(update, Map.of(w.getKey(), shapes.get(w.getKey()))));
      at += w.getValue().type().size();
    }
    return at;
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

  /** In the order of the row. */
  List<Variable> variables() {
    return List.copyOf(variables.values());
  }

  /** Takes the variables over: their tensors become views into a row. */
  void lend() {
    now = row();
    before = null;
    spare = null;
    moved = false;
    List<Variable> all = variables();
    for (int i = 0; i < all.size(); i++) {
      all.get(i).makeIn(now.views.get(i));
    }
    engine
        .pool()
        .parallel(
            all.size(),
            size,
            (i, worker) -> {
              Tensor old = all.get(i).value();
              if (old != now.views.get(i)) {
                now.views.get(i).fill(old);
              }
            });
    for (int i = 0; i < all.size(); i++) {
      all.get(i).set(now.views.get(i));
      all.get(i).lent(true);
    }
  }

  private Row row() {
    Tensor numbers = zeros();
    return new Row(numbers, List.copyOf(named(numbers).values()));
  }

  /** Gives the variables back; they keep what they hold now. */
  void giveBack() {
    variables.values().forEach(v -> v.lent(false));
    parts.forEach(part -> part.update.forget());
    if (outer != null) {
      outer.forget();
    }
  }

  /** The norm of all gradients together, which lie in a row. */
  double norm(Tensor gradients) {
    if (squares == null) {
      squares = program(n -> Ops.sum(Numeric.square(n.get(0)), null, false), gradients);
    }
    return Math.sqrt(squares.run(List.of(gradients)).get(0).getDouble(0));
  }

  /** A row to write the gradients of the next step to. */
  Tensor gradients() {
    if (spare == null) {
      spare = row();
    }
    return spare.numbers;
  }

  /** The row of the weights of before, made where there is none yet. */
  private Row before() {
    if (before == null) {
      before = row();
    }
    return before;
  }

  /**
   * Makes everything ready that changes the weights: what this gives does it, and cannot fail.
   *
   * @param gradients in a row; those in that of {@link #gradients} are lost then
   * @param step from 1
   * @param factor of the learning rates
   * @param scale of the gradients
   */
  Runnable step(Tensor gradients, long step, double factor, double scale) {
    Row own = elementwise && spare != null && spare.numbers == gradients ? spare : null;
    Row to = own != null ? own : before();
    List<Runnable> updates = new ArrayList<>();
    for (Part part : parts) {
      updates.add(part.update.step(now.numbers, gradients, to.numbers, step, factor, scale));
    }
    return () -> {
      updates.forEach(Runnable::run);
      if (own != null) {
        spare = before;
        before = own;
      }
      swap();
      moved = true;
    };
  }

  /**
   * Makes everything ready that takes the weights to others, such as the mean of what several
   * machines have come to; what this gives does it, and cannot fail.
   *
   * @param others in a row; left alone until then
   * @param round from 1
   */
  Runnable go(Tensor others, long round) {
    UpdatedPart rule = outer;
    Row to = before();
    Runnable move = rule == null ? () -> to.numbers.fill(others) : outerStep(rule, others, round);
    return () -> {
      move.run();
      swap();
      moved = true;
    };
  }

  /** The way from others to the weights is as a gradient. */
  private Runnable outerStep(UpdatedPart rule, Tensor others, long round) {
    Tensor gradient = Objects.requireNonNull(way);
    Tensor minus = number();
    minus.fill(0, -1);
    gradient.fill(now.numbers);
    add(others, minus, gradient);
    return rule.step(now.numbers, gradient, before().numbers, round, 1, 1);
  }

  private void swap() {
    Row other = before();
    before = now;
    now = other;
    int i = 0;
    for (Variable v : variables.values()) {
      v.exchange(now.views.get(i++));
    }
  }

  /** Makes the weights what they were before the last step, if there was one. */
  void undo() {
    if (moved) {
      swap();
      moved = false;
    }
  }

  /** Adds {@code from}, times a number, to {@code to}. */
  void add(Tensor from, Tensor times, Tensor to) {
    if (adding == null) {
      adding =
          program(n -> Numeric.add(n.get(2), Numeric.mul(n.get(0), n.get(1))), from, times, to);
    }
    adding.run(List.of(from, times, to), List.of(to));
  }

  /** Makes ready what {@link #mix} needs. */
  void prepareMix(Tensor mean, Tensor old, Tensor fresh) {
    if (mixing == null) {
      mixing =
          program(
              n -> Numeric.add(Numeric.mul(n.get(0), n.get(2)), Numeric.mul(n.get(1), n.get(3))),
              mean,
              now.numbers,
              old,
              fresh);
    }
    mixing.takeMemory(List.of(mean, now.numbers, old, fresh), List.of(mean));
  }

  /** Makes {@code mean} the sum of {@code old} times it and {@code fresh} times the weights. */
  void mix(Tensor mean, Tensor old, Tensor fresh) {
    Objects.requireNonNull(mixing).run(List.of(mean, now.numbers, old, fresh), List.of(mean));
  }

  private Program program(Function<List<Node>, Node> body, Tensor... like) {
    List<Type> types = Stream.of(like).map(Type::of).toList();
    return engine.program(types, false, n -> List.of(body.apply(n)));
  }

  /** Zeros in the layout of the weights. */
  Tensor zeros() {
    return zeros(engine, Type.of(dtype, size));
  }

  static Tensor zeros(Engine engine, Type type) {
    return FreshMemory.zeros(engine.memory(), engine.pool(), type.dtype(), type.shape());
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
    named(buffer)
        .forEach((path, part) -> part.fill(Objects.requireNonNull(variables.get(path)).value()));
  }

  /** The parts of a buffer in the layout of the weights, by path. */
  Map<String, Tensor> named(Tensor buffer) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    long at = 0;
    for (Map.Entry<String, Variable> e : variables.entrySet()) {
      long to = at + e.getValue().type().size();
      out.put(e.getKey(), buffer.rows(at, to).reshape(e.getValue().type().shape()));
      at = to;
    }
    return out;
  }

  /** What the optimizers remember, by {@link #slot} and the path of the weight it belongs to. */
  Map<String, Tensor> memory() {
    Map<String, Tensor> out = new LinkedHashMap<>();
    parts.forEach(part -> out.putAll(part.update.named(part.shapes)));
    if (outer != null) {
      Map<String, long[]> shapes = new LinkedHashMap<>();
      variables.forEach((path, v) -> shapes.put(path, v.type().shape()));
      outer.named(shapes).forEach((name, t) -> out.put(OUTER + name, t));
    }
    return out;
  }

  /** What the optimizers remember but for that which makes steps of means, as it lies. */
  List<Tensor> remembered() {
    return parts.stream().flatMap(part -> part.update.memory().stream()).toList();
  }

  /** What the name of tensor {@code i} of those remembered of a weight begins with. */
  static String slot(int i) {
    return "slot." + i + ".";
  }

  /** A number that a program reads. */
  Tensor number() {
    return Tensor.zeros(engine.memory(), dtype);
  }

  /** All of them as they are now, in a row, while they are {@link #lend}ed. */
  Tensor values() {
    return now.numbers;
  }

  /** Copies the weights as they are now into a buffer of {@link #zeros}. */
  void keepIn(Tensor buffer) {
    buffer.fill(now.numbers);
  }

  /** Makes the weights what {@link #keepIn} kept. */
  void restore(Tensor kept) {
    now.numbers.fill(kept);
  }

  long size() {
    return size;
  }
}
