// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.cluster.Workers;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Callable;
import org.nnlang.value.Dataset;
import org.nnlang.value.DatasetSpec;
import org.nnlang.value.Module;
import org.nnlang.value.None;
import org.nnlang.value.Pair;
import org.nnlang.value.Record;
import org.nnlang.value.TrainedRange;

/**
 * Trains a net. Holds all that a run is (weights, what the optimizers remember, the place in the
 * data, the history), so that an ended run goes on bit for bit as if it had not ended: {@link #run}
 * again, in the same process, or from a checkpoint.
 *
 * <p>Nothing random is remembered: the order of rows and the numbers dropout draws are functions of
 * the seed and the number of the step. What the script itself draws goes on from where the
 * context's generator was.
 */
public final class Trainer {
  private final Engine engine;
  private final Module net;
  private final Dataset data;
  private Setup setup;
  private final Objective objective;
  private final Evaluation evaluation;
  private WeightRows weights;
  private final BatchOrder batches;
  private long steps;
  private long every;
  private final History history;
  private @Nullable Steps stepping;
  private @Nullable Supplier<Workers> machines;
  private @Nullable Average average;
  private @Nullable Best best;
  private @Nullable String dataHash;
  private RunState state = RunState.START;

  /** Prepares a run; computes nothing yet. A problem where the options do not fit net or data. */
  public Trainer(Engine engine, Module net, Dataset data, Setup setup) {
    this.engine = engine;
    this.net = net;
    this.data = data;
    this.setup = setup;
    net.mustNotBePacked("trained");
    if (data.isStreamed()) {
      mustSuitBatches(setup);
    } else if (data.size() == 0) {
      throw Problem.of(ErrorCode.TRAIN, "there is nothing to train on: the data has no rows");
    }
    if (setup.precision() != null) {
      cast(setup.precision());
    }
    objective = new Objective(net, setup.loss(), setup.precision());
    evaluation =
        new Evaluation(engine, objective, setup.validation().metrics(), setup.order().batch());
    batches = new BatchOrder(data, setup.order(), engine.pool().workers() > 1, engine.pool()::poll);
    history = new History();
    weights = new WeightRows(engine, trained(), setup);
    measure();
  }

  /** What is not possible with batches of which only the next is known. */
  private static void mustSuitBatches(Setup setup) {
    if (setup.length().steps() == 0) {
      throw Messages.streamed("nobody knows how many an epoch has", "`steps: 1000` says how many");
    }
    if (setup.cluster() != null) {
      throw Messages.streamed("no other machine has them", "train without `cluster:`");
    }
  }

  /** Gives the net weights of this type, all or none. */
  private void cast(DType precision) {
    Map<Variable, Tensor> made = new LinkedHashMap<>();
    net.variables().values().forEach(v -> made.put(v, v.as(precision, engine.memory())));
    made.forEach(Variable::cast);
  }

  private Map<String, Variable> trained() {
    Map<String, Variable> trained = new LinkedHashMap<>(net.parameters());
    trained.values().removeIf(v -> !v.trainable());
    return trained;
  }

  private void measure() {
    Length length = setup.length();
    steps = length.steps() > 0 ? length.steps() : stepsOf(length.epochs());
    every = length.every() > 0 ? length.every() : Math.max(1, steps / 10);
  }

  private long stepsOf(double epochs) {
    return Math.max(1, Math.round(Math.ceil(epochs * batches.perEpoch() / batchesOfStep())));
  }

  private double batchesOfStep() {
    int together = setup.cluster() == null ? 1 : setup.cluster().batchesOfStep();
    return (double) together * setup.order().accumulate();
  }

  /**
   * Where a training has a cluster: what asks for its machines, each time that it begins or goes
   * on.
   */
  public void across(Supplier<Workers> newMachines) {
    machines = newMachines;
  }

  /**
   * The part of this machine in the same training that another one leads; this one is never run.
   *
   * @param name of this machine, for people
   */
  public Share share(String name) {
    lend();
    return new Share(name, net, data, setup, objective, weights, batches);
  }

  public Setup setup() {
    return setup;
  }

  /**
   * Goes on otherwise from here: with another optimizer or schedule, or for longer. What an
   * optimizer remembers stays where the new one is of the same kind; one of another kind begins
   * anew.
   */
  public void change(Setup other) {
    long total = other.length().steps();
    if (total != setup.length().steps() && total <= state.done()) {
      throw Messages.doneAlready(state.done(), total);
    }
    boolean same =
        other.updating().optimizer().getClass() == setup.updating().optimizer().getClass();
    WeightRows next = new WeightRows(engine, trained(), other);
    if (same) {
      Map<String, Tensor> remembered = weights.memory();
      next.memory()
          .forEach(
              (name, t) -> {
                Tensor old = remembered.get(name);
                if (old != null && Type.of(old).equals(Type.of(t))) {
                  t.fill(old);
                }
              });
    } else {
      state = state.withBegun();
    }
    Average followed = average;
    if (followed != null) {
      Average moved = new Average(next, other.updating().average());
      moved.restore(
          mean -> fill(next.named(mean), weights.named(followed.mean())),
          trained -> fill(next.named(trained), weights.named(followed.trained())));
      average = moved;
    }
    weights = next;
    setup = other;
    measure();
    state = state.withOver(false);
  }

  private static void fill(Map<String, Tensor> to, Map<String, Tensor> from) {
    to.forEach((path, t) -> t.fill(Objects.requireNonNull(from.get(path))));
  }

  /**
   * Looks at the loss of a batch where nothing is computed.
   *
   * @return its type
   * @throws Problem where net, loss and data do not fit
   */
  public static Type look(Module net, Callable loss, DatasetSpec data, boolean training) {
    Engine engine = net.engine();
    Pair<Node> batch = data.batch(engine);
    return engine.trace().training(training, () -> new Objective(net, loss).loss(batch).type());
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
    try (Run run = begin(monitor)) {
      while (run.goOn()) {
        // each step looks for a reason to end
      }
    }
    return history;
  }

  /**
   * Begins to train, for a caller who does something else between two steps.
   *
   * @throws Problem {@code train} where a training has these weights already
   */
  public Run begin(Monitor monitor) {
    if (net.variables().values().stream().anyMatch(Variable::isLent)) {
      throw Messages.trainedAlready();
    }
    if (state.done() == 0 && setup.saving().resume()) {
      resumeFromCheckpoint();
    }
    if (setup.saving().checkpoints() != null) {
      setup.saving().checkpoints().prepare();
    }
    if (state.done() == 0) {
      TrainingWarnings.schedule(setup.updating().schedule(), steps, engine.warnings());
    }
    Run run = new Run(monitor);
    try {
      if (state.done() == 0 && setup.cluster() != null) {
        TrainingWarnings.sharedOut(net, data, setup, objective);
      }
      start();
    } catch (Throwable t) {
      giveBack();
      throw t;
    }
    monitor.begin(status(false));
    history.ended("");
    return run;
  }

  /** A training that has begun and is to be closed. */
  public final class Run implements AutoCloseable {
    private final Monitor monitor;
    private final long started = System.nanoTime();
    private boolean first = true;

    private Run(Monitor monitor) {
      this.monitor = monitor;
    }

    /**
     * Does a step.
     *
     * @return whether there is another one; false too where all were done before
     */
    public boolean goOn() {
      if (first) {
        first = false;
        if (setup.saving().journal() != null) {
          setup.saving().journal().begin(facts(), history);
        }
        state = state.withOver(state.over() | state.unmeasured() && validate(monitor));
      }
      boolean more =
          !state.over()
              && state.done() < steps
              && hasBatches()
              && step(monitor)
              && state.done() < steps;
      if (!more) {
        finish();
      }
      return more;
    }

    /** Gives the weights back to the net. */
    @Override
    public void close() {
      giveBack();
      history.took((System.nanoTime() - started) / 1e9);
      if (setup.saving().journal() != null) {
        setup.saving().journal().end();
      }
      monitor.end(history);
    }
  }

  private void start() {
    lend();
    stepping = Steps.of(net, data, setup, objective, weights, batches, machines);
    if (setup.updating().average() > 0) {
      average = average == null ? new Average(weights, setup.updating().average()) : average;
      average.begin();
    }
  }

  private void lend() {
    if (net.attached(TrainedRange.class) == null) {
      net.attach(TrainedRange.class, new TrainedRange());
    }
    weights.lend();
    for (Variable v : states()) {
      // a step swaps two buffers for each state: neither may be one that a script holds
      v.set(v.value().copy(engine.memory()));
      v.lent(true);
    }
    batches.begin(Objects.requireNonNull(net.attached(TrainedRange.class)));
  }

  private void giveBack() {
    weights.giveBack();
    states().forEach(v -> v.lent(false));
    batches.clear();
    if (stepping != null) {
      stepping.close();
      stepping = null;
    }
  }

  private List<Variable> states() {
    return net.variables().values().stream().filter(Variable::isState).toList();
  }

  /** Whether there are batches for a step; a step of fewer than it takes is not made. */
  private boolean hasBatches() {
    int each = setup.order().accumulate();
    long first = state.done() * each;
    if (!data.isStreamed() || batches.has(first, first + each - 1)) {
      return true;
    }
    state = state.withOver(true);
    history.ended("ended with the data");
    return false;
  }

  /** One step, or those that go together; whether to go on. */
  private boolean step(Monitor monitor) {
    Steps own = Objects.requireNonNull(stepping);
    long before = state.done();
    double[] factors = new double[own.together(before, steps - before)];
    Arrays.setAll(factors, i -> setup.updating().schedule().factor(before + i, steps));
    DoubleUnaryOperator rates = factor -> setup.updating().optimizer().lr() * factor;
    long done = before + factors.length;
    if (average != null) {
      average.prepare();
    }
    Steps.Computed computed = own.step(state, factors, history.loss());
    engine
        .pool()
        .whole(
            () -> {
              computed.move().run();
              state = state.stepped(factors.length);
              if (average != null) {
                average.follow(done);
              }
              for (int i = 0; i < factors.length; i++) {
                history.step(computed.losses()[i], rates.applyAsDouble(factors[i]));
              }
            });
    double loss = computed.loss();
    double rate = rates.applyAsDouble(factors[factors.length - 1]);
    boolean measure = done / every > before / every || done == steps;
    boolean enough = measure && setup.validation().data() != null && validate(monitor);
    // a round is long, and lost with the machine that leads
    boolean round = setup.cluster() != null && setup.cluster().isLocal();
    if ((measure || round) && setup.saving().checkpoints() != null) {
      save("goes on, and tries again");
    }
    if (setup.saving().journal() != null) {
      for (int i = 0; i < factors.length; i++) {
        long at = before + 1 + i;
        double then = rates.applyAsDouble(factors[i]);
        setup.saving().journal().step(at, computed.losses()[i], then, history.measuredAt(at));
      }
    }
    monitor.step(status(measure && setup.validation().data() != null));
    if (enough) {
      state = state.withOver(true);
      history.ended("ended early: no better for " + setup.validation().patience() + " validations");
      return false;
    }
    if (setup.watching().onStep() != null && !setup.watching().onStep().test(record(loss, rate))) {
      history.ended("ended by on_step");
      return false;
    }
    if (monitor.interrupted()) {
      history.ended(History.INTERRUPTED);
      return false;
    }
    return true;
  }

  /** Measures; whether that was once too often without a better loss. */
  private boolean validate(Monitor monitor) {
    if (average != null) {
      average.show();
    }
    try {
      Dataset data = Objects.requireNonNull(setup.validation().data());
      Record found =
          evaluation.of(
              data,
              rows -> {
                monitor.validating(rows, data.size());
                if (average == null) {
                  monitor.betweenBatches();
                }
                return monitor.interrupted();
              });
      if (found == null) {
        state = state.withUnmeasured();
        return false;
      }
      return judge(found);
    } finally {
      if (average != null) {
        average.hide();
      }
    }
  }

  private boolean judge(Record found) {
    double loss = (Double) Objects.requireNonNull(found.remove("loss"));
    boolean better = history.valLoss().isEmpty() || loss < history.best();
    history.validated(state.done(), loss, found);
    state = state.measured(better);
    if (better && (setup.validation().patience() > 0 || setup.saving().checkpoints() != null)) {
      if (best == null) {
        best = new Best(net.variables(), engine.memory());
      } else {
        best.keep();
      }
    }
    return setup.validation().patience() > 0 && state.worse() >= setup.validation().patience();
  }

  private void finish() {
    if (average != null) {
      average.show();
    }
    boolean ended = state.over() || state.done() == steps;
    boolean back = false;
    if (ended && setup.validation().patience() > 0 && best != null) {
      best.restore();
      back = true;
    }
    if (setup.saving().checkpoints() != null && (back || state.kept() != state.done())) {
      save("is over, and the net has its weights");
    }
  }

  // ---- checkpoints

  /** Keeps the run; a disk that is full, or gone, does not end it. */
  private void save(String andThen) {
    try {
      Objects.requireNonNull(setup.saving().checkpoints()).save(saved());
      state = state.withKept();
    } catch (Problem p) {
      Messages.notKept(p, state.done(), andThen, engine.warnings());
    }
  }

  /** What a checkpoint and a log say of the run. */
  private Record facts() {
    if (dataHash == null) {
      dataHash = data.isStreamed() ? data.show() : data.hash();
    }
    return new Record()
        .with("step", state.done())
        .with("steps", steps)
        .with("seed", setup.order().seed())
        .with("data", dataHash)
        .with("rows", data.isStreamed() ? 0L : data.size())
        .with("optimizer", setup.updating().optimizer().show())
        .with("batch", (long) setup.order().batch())
        .with("accumulate", (long) setup.order().accumulate())
        .with("shuffle", setup.order().shuffle())
        .with("loss", History.orNone(history.lastLoss()))
        .with("best", History.orNone(history.best()))
        .with("best_step", history.bestStep());
  }

  private Checkpoints.Saved saved() {
    return snapshot().of(facts(), state, average, best);
  }

  private Snapshot snapshot() {
    return new Snapshot(engine, net, weights, history);
  }

  private void resumeFromCheckpoint() {
    Checkpoints.Saved saved =
        Objects.requireNonNull(setup.saving().checkpoints()).load().orElse(null);
    if (saved == null) {
      return;
    }
    double decay = setup.updating().average();
    Snapshot.Run run = snapshot().restore(saved, facts(), decay, data.columns());
    average = run.average();
    best = run.best();
    int patience = setup.validation().patience();
    state = run.state().withOver(patience > 0 && run.state().worse() >= patience);
  }

  private Monitor.Status status(boolean validated) {
    List<Object> val = history.valLoss();
    double valLoss = val.isEmpty() ? Double.NaN : (Double) val.getLast();
    return new Monitor.Status(state.done(), steps, history.lastLoss(), valLoss, validated);
  }

  private Record record(double loss, double rate) {
    List<Object> val = history.valLoss();
    return new Record()
        .with("step", state.done())
        .with("steps", steps)
        .with("loss", loss)
        .with("val_loss", val.isEmpty() ? None.NONE : val.getLast())
        .with("lr", rate)
        .with(
            "epoch", data.isStreamed() ? 0.0 : state.done() * batchesOfStep() / batches.perEpoch());
  }
}
