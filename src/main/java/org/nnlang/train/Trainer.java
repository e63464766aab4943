// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Loop;
import org.nnlang.engine.Step;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Fields;
import org.nnlang.value.Module;
import org.nnlang.value.None;

/**
 * Trains a net. Holds all that a run is (weights, what the optimizers remember, the place in the
 * data, the history), so that an ended run goes on bit for bit as if it had not ended: {@link #run}
 * again, in the same process, or from a checkpoint.
 *
 * <p>Nothing random is remembered: the order of rows and the numbers dropout draws are functions of
 * the seed and the number of the step.
 */
public final class Trainer {
  private final Engine engine;
  private final Module net;
  private final Dataset data;
  private final Setup setup;
  private final Objective objective;
  private final Evaluation evaluation;
  private final Weights weights;
  private final Order order;
  private final long steps;
  private final long every;
  private final History history;
  private final Map<List<Type>, Compiled> compiled = new HashMap<>();
  private List<Tensor> spare;
  private List<Tensor> lastBatch;
  private Tensor sum;
  private Weights.Update sumUpdate;
  private Candidates candidates;
  private Tensor best;
  private int worse;
  private long done;
  private boolean over;

  /** Whether a validation was ended before it was done; the next run begins with it. */
  private boolean unmeasured;

  private Compiled last;

  /** A step for batches of one size, and what its gradients go through. */
  private record Compiled(Step step, Weights.Update update, Loop adding) {}

  /** Prepares a run; computes nothing yet. A problem where the options do not fit net or data. */
  public Trainer(Engine engine, Module net, Dataset data, Setup setup) {
    this.engine = engine;
    this.net = net;
    this.data = data;
    this.setup = setup;
    if (data.size() == 0) {
      throw Problem.of("train", "there is nothing to train on: the data has no rows");
    }
    Map<String, Variable> trained = new LinkedHashMap<>(net.parameters());
    trained.values().removeIf(v -> !v.trainable());
    objective = new Objective(net, setup.loss());
    evaluation = new Evaluation(engine, objective, setup.metrics(), Math.max(setup.batch(), 1));
    weights = new Weights(engine, trained, setup);
    order = new Order(data.size(), setup.shuffle(), setup.seed());
    steps = setup.steps() > 0 ? setup.steps() : stepsOf(setup.epochs());
    every = setup.every() > 0 ? setup.every() : Math.max(1, steps / 10);
    history = new History();
  }

  private long stepsOf(double epochs) {
    return Math.max(1, Math.round(Math.ceil(epochs * batches() / setup.accumulate())));
  }

  /** Batches of an epoch. */
  private long batches() {
    return Math.ceilDiv(data.size(), setup.batch());
  }

  public History history() {
    return history;
  }

  /**
   * Trains until all steps are done, or somebody asks for an end.
   *
   * @return the history, of earlier runs too
   * @throws Problem {@code train} where the loss is no number any more; the net then has the
   *     weights with which it last was one
   */
  public History run(Monitor monitor) {
    if (done == 0 && setup.resume()) {
      resumeFromCheckpoint();
    }
    if (done == 0) {
      Doubts.schedule(setup.schedule(), steps, engine.warnings());
    }
    long started = System.nanoTime();
    start();
    monitor.begin(status(false));
    history.ended("");
    try {
      over |= unmeasured && validate(monitor);
      while (!over && done < steps && step(monitor)) {
        // each step looks for a reason to end
      }
      finish();
    } finally {
      weights.giveBack();
      states().forEach(v -> v.lent(false));
      compiled.clear();
      spare = null;
      last = null;
      lastBatch = null;
      history.took((System.nanoTime() - started) / 1e9);
      monitor.end(history);
    }
    return history;
  }

  private void start() {
    weights.lend();
    for (Variable v : states()) {
      // a step swaps two buffers for each state: neither may be one that a script holds
      v.set(v.value().copy(engine.memory()));
      v.lent(true);
    }
    if (setup.optimizer() instanceof Optimizer.Sampled sampled) {
      candidates = new Candidates(engine, sampled, weights.values());
    } else if (setup.accumulate() > 1) {
      sum = weights.zeros();
      sumUpdate = weights.new Update(sum);
    }
    if (setup.patience() > 0 && best == null) {
      best = weights.zeros();
      weights.keepIn(best);
    }
  }

  private List<Variable> states() {
    return net.variables().values().stream().filter(Variable::isState).toList();
  }

  /** One step; whether to go on. */
  private boolean step(Monitor monitor) {
    double factor = setup.schedule().factor(done, steps);
    double rate = setup.optimizer().lr() * factor;
    double loss = candidates != null ? search(rate) : gradients();
    if (!Double.isFinite(loss)) {
      if (candidates == null) {
        weights.undo();
      }
      throw Messages.diverged(loss, done + 1, setup.clip());
    }
    if (candidates == null) {
      follow(factor);
    }
    done++;
    history.step(loss, rate);
    boolean measure = done % every == 0 || done == steps;
    boolean enough = measure && setup.validate() != null && validate(monitor);
    if (measure && setup.checkpoints() != null) {
      setup.checkpoints().save(saved());
    }
    monitor.step(status(measure && setup.validate() != null));
    if (enough) {
      over = true;
      history.ended("ended early: no better for " + setup.patience() + " validations");
      return false;
    }
    if (setup.onStep() != null && !setup.onStep().test(record(loss, rate))) {
      history.ended("ended by on_step");
      return false;
    }
    if (monitor.interrupted()) {
      history.ended(History.INTERRUPTED);
      return false;
    }
    return true;
  }

  /** Moves the weights by the gradients. */
  private void follow(double factor) {
    Weights.Update update = setup.accumulate() > 1 ? sumUpdate : last.update();
    double scale = 1.0 / setup.accumulate();
    if (setup.clip() > 0) {
      double norm = update.norm() * scale;
      // PyTorch's clip_grad_norm_ adds the same small number
      scale *= Math.min(1, setup.clip() / (norm + 1e-6));
    }
    if (done == steps - 1 && !Double.isFinite(update.norm())) {
      // no step will follow whose loss would show it
      throw Messages.diverged(Double.NaN, done + 1, setup.clip());
    }
    update.step(done + 1, factor, scale);
  }

  /** The loss of the next batches; moves the weights as far as candidates are better. */
  private double search(double rate) {
    double loss = 0;
    double[] losses = new double[((Optimizer.Sampled) setup.optimizer()).candidates()];
    candidates.begin(setup.seed(), done, rate);
    try {
      for (int i = 0; i < setup.accumulate(); i++) {
        long number = done * setup.accumulate() + i;
        List<Tensor> batch = batch(number);
        last = compiledFor(batch);
        loss += last.step().run(batch, setup.seed(), number);
        for (int c = 0; c < losses.length; c++) {
          candidates.take(c);
          double tried = last.step().loss(batch, setup.seed(), number);
          losses[c] += Double.isNaN(tried) ? Double.POSITIVE_INFINITY : tried;
        }
        candidates.back();
      }
    } catch (RuntimeException | Error e) {
      candidates.back();
      throw e;
    }
    if (Double.isFinite(loss)) {
      candidates.end(loss, losses, rate);
    }
    return loss / setup.accumulate();
  }

  /** The loss of the next batches; leaves their gradients. */
  private double gradients() {
    double loss = 0;
    if (sum != null) {
      sum.clear();
    }
    for (int i = 0; i < setup.accumulate(); i++) {
      long number = done * setup.accumulate() + i;
      List<Tensor> batch = batch(number);
      last = compiledFor(batch);
      loss += last.step().run(batch, setup.seed(), number);
      if (last.adding() != null) {
        last.adding().run();
      }
    }
    return loss / setup.accumulate();
  }

  private List<Tensor> batch(long number) {
    long batches = batches();
    if (batches == 1 && data instanceof Dataset.Rows whole) {
      // one batch of all rows: their order makes no difference, and nothing is copied
      return whole.tensors();
    }
    long epoch = number / batches;
    long from = number % batches * setup.batch();
    long[] rows = new long[(int) Math.min(setup.batch(), data.size() - from)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = order.row(epoch, from + i);
    }
    spare = data.batch(rows, spare);
    return spare;
  }

  private Compiled compiledFor(List<Tensor> batch) {
    if (last != null && same(batch, lastBatch)) {
      return last;
    }
    lastBatch = List.copyOf(batch);
    return compiled.computeIfAbsent(batch.stream().map(Type::of).toList(), this::compile);
  }

  /** Whether these are the same tensors, and so of the same types. */
  private static boolean same(List<Tensor> a, List<Tensor> b) {
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i) != b.get(i)) {
        return false;
      }
    }
    return true;
  }

  private Compiled compile(List<Type> types) {
    if (candidates != null) {
      return new Compiled(engine.step(types, List.of(), objective::loss), null, null);
    }
    Step step = engine.step(types, weights.variables(), objective::loss);
    if (done == 0) {
      Doubts.withoutGradient(net, step.withoutGradient());
    }
    Tensor gradients = step.gradients();
    return sum == null
        ? new Compiled(step, weights.new Update(gradients), null)
        : new Compiled(step, null, weights.adding(gradients, sum));
  }

  /** Measures; whether that was once too often without a better loss. */
  private boolean validate(Monitor monitor) {
    Fields found = evaluation.of(setup.validate(), monitor::interrupted);
    unmeasured = found == null;
    if (unmeasured) {
      return false;
    }
    double loss = (Double) found.remove("loss");
    boolean better = history.valLoss().isEmpty() || loss < history.best();
    history.validated(done, loss, found);
    if (setup.patience() == 0) {
      return false;
    }
    if (better) {
      weights.keepIn(best);
      worse = 0;
    } else {
      worse++;
    }
    return worse >= setup.patience();
  }

  private void finish() {
    boolean ended = over || done == steps;
    if (ended && best != null && !history.valLoss().isEmpty()) {
      weights.restore(best);
    }
    if (setup.checkpoints() != null) {
      setup.checkpoints().save(saved());
    }
  }

  private Checkpoints.Saved saved() {
    Map<String, Tensor> progress = new LinkedHashMap<>();
    for (int i = 0; i < weights.slots().size(); i++) {
      progress.put("slot." + i, weights.slots().get(i));
    }
    if (best != null) {
      progress.put("best", best);
    }
    progress.putAll(history.saved(engine.memory()));
    progress.put("run", Tensor.of(engine.memory(), new long[] {done, setup.seed(), worse}, 3));
    Map<String, Tensor> now = new LinkedHashMap<>();
    net.variables().forEach((path, v) -> now.put(path, v.value()));
    return new Checkpoints.Saved(now, progress);
  }

  private void resumeFromCheckpoint() {
    Checkpoints.Saved saved = setup.checkpoints().load().orElse(null);
    if (saved == null) {
      return;
    }
    net.variables().forEach((path, v) -> v.set(Restored.tensor(saved.weights(), path, v.type())));
    for (int i = 0; i < weights.slots().size(); i++) {
      Tensor slot = weights.slots().get(i);
      slot.fill(Restored.tensor(saved.progress(), "slot." + i, Type.of(slot)));
    }
    if (setup.patience() > 0) {
      best = weights.zeros();
      best.fill(Restored.tensor(saved.progress(), "best", Type.of(best)));
    }
    history.restore(saved.progress());
    long[] run = Restored.tensor(saved.progress(), "run", Type.of(DType.INT, 3)).toLongs();
    if (run[1] != setup.seed()) {
      throw Messages.otherSeed(run[1], setup.seed());
    }
    done = run[0];
    worse = (int) run[2];
  }

  private Monitor.Status status(boolean validated) {
    List<Object> val = history.valLoss();
    double valLoss = val.isEmpty() ? Double.NaN : (Double) val.getLast();
    return new Monitor.Status(done, steps, history.lastLoss(), valLoss, validated);
  }

  private Fields record(double loss, double rate) {
    List<Object> val = history.valLoss();
    return new Fields()
        .with("step", done)
        .with("steps", steps)
        .with("loss", loss)
        .with("val_loss", val.isEmpty() ? None.NONE : val.getLast())
        .with("lr", rate)
        .with("epoch", done * setup.accumulate() / (double) batches());
  }
}
