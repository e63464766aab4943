// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final String MEAN = "mean.";
  private static final String TRAINED = "trained.";

  private final Engine engine;
  private final Module net;
  private final Dataset data;
  private Setup setup;
  private final Objective objective;
  private final Evaluation evaluation;
  private Weights weights;
  private final Batches batches;
  private long steps;
  private long every;
  private final History history;
  private Stepper stepper;
  private Average average;
  private Best best;
  private String dataHash;
  private int worse;
  private long done;

  /** Steps done when the optimizer was exchanged for one of another kind. */
  private long since;

  /** Steps done at the last checkpoint. */
  private long kept = -1;

  private boolean over;

  /** Whether a validation was ended before it was done; the next run begins with it. */
  private boolean unmeasured;

  /** Prepares a run; computes nothing yet. A problem where the options do not fit net or data. */
  public Trainer(Engine engine, Module net, Dataset data, Setup setup) {
    this.engine = engine;
    this.net = net;
    this.data = data;
    this.setup = setup;
    if (data.size() == 0) {
      throw Problem.of(ErrorCode.TRAIN, "there is nothing to train on: the data has no rows");
    }
    if (setup.precision() != null) {
      net.variables().values().forEach(v -> v.cast(setup.precision(), engine.memory()));
    }
    objective = new Objective(net, setup.loss(), setup.precision());
    evaluation = new Evaluation(engine, objective, setup.metrics(), Math.max(setup.batch(), 1));
    batches = new Batches(data, setup);
    history = new History();
    weights = new Weights(engine, trained(), setup);
    measure();
  }

  private Map<String, Variable> trained() {
    Map<String, Variable> trained = new LinkedHashMap<>(net.parameters());
    trained.values().removeIf(v -> !v.trainable());
    return trained;
  }

  private void measure() {
    steps = setup.steps() > 0 ? setup.steps() : stepsOf(setup.epochs());
    every = setup.every() > 0 ? setup.every() : Math.max(1, steps / 10);
  }

  private long stepsOf(double epochs) {
    return Math.max(1, Math.round(Math.ceil(epochs * batches.perEpoch() / setup.accumulate())));
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
    if (other.steps() != setup.steps() && other.steps() <= done) {
      throw Messages.doneAlready(done, other.steps());
    }
    boolean same = other.optimizer().getClass() == setup.optimizer().getClass();
    Weights next = new Weights(engine, trained(), other);
    if (same) {
      for (int i = 0; i < Math.min(next.slots().size(), weights.slots().size()); i++) {
        fill(next.named(next.slots().get(i)), weights.named(weights.slots().get(i)));
      }
    } else {
      since = done;
    }
    if (average != null) {
      Average moved = new Average(next, other.average());
      moved.restore(
          mean -> fill(next.named(mean), weights.named(average.mean())),
          trained -> fill(next.named(trained), weights.named(average.trained())));
      average = moved;
    }
    weights = next;
    setup = other;
    measure();
    over = false;
  }

  private static void fill(Map<String, Tensor> to, Map<String, Tensor> from) {
    to.forEach((path, t) -> t.fill(from.get(path)));
  }

  /**
   * Looks at the loss of a batch where nothing is computed.
   *
   * @return its type
   * @throws Problem where net, loss and data do not fit
   */
  public static Type look(Module net, Callable loss, DatasetSpec data, boolean training) {
    Engine engine = net.engine();
    List<Node> batch = data.batch(engine);
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
    if (done == 0 && setup.resume()) {
      resumeFromCheckpoint();
    }
    if (setup.checkpoints() != null) {
      setup.checkpoints().prepare();
    }
    if (done == 0) {
      TrainingWarnings.schedule(setup.schedule(), steps, engine.warnings());
    }
    if (net.attached(TrainedRange.class) == null) {
      net.attach(TrainedRange.class, new TrainedRange());
    }
    long started = System.nanoTime();
    start();
    monitor.begin(status(false));
    history.ended("");
    try {
      if (setup.journal() != null) {
        setup.journal().begin(facts(), history);
      }
      over |= unmeasured && validate(monitor);
      while (!over && done < steps && step(monitor)) {
        // each step looks for a reason to end
      }
      finish();
    } finally {
      weights.giveBack();
      states().forEach(v -> v.lent(false));
      batches.clear();
      stepper = null;
      history.took((System.nanoTime() - started) / 1e9);
      if (setup.journal() != null) {
        setup.journal().end();
      }
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
    stepper = new Stepper(net, data, setup, objective, weights, batches);
    if (setup.average() > 0) {
      average = average == null ? new Average(weights, setup.average()) : average;
      average.begin();
    }
  }

  private List<Variable> states() {
    return net.variables().values().stream().filter(Variable::isState).toList();
  }

  /** One step; whether to go on. */
  private boolean step(Monitor monitor) {
    double factor = setup.schedule().factor(done, steps);
    double rate = setup.optimizer().lr() * factor;
    double loss = stepper.step(done, since, factor, history.loss());
    done++;
    if (average != null) {
      average.follow(done);
    }
    history.step(loss, rate);
    boolean measure = done % every == 0 || done == steps;
    boolean enough = measure && setup.validate() != null && validate(monitor);
    if (measure && setup.checkpoints() != null) {
      save("goes on, and tries again");
    }
    if (setup.journal() != null) {
      setup.journal().step(done, loss, rate, history.measuredAt(done));
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

  /** Measures; whether that was once too often without a better loss. */
  private boolean validate(Monitor monitor) {
    if (average != null) {
      average.show();
    }
    try {
      Record found = evaluation.of(setup.validate(), monitor::interrupted);
      unmeasured = found == null;
      return !unmeasured && judge(found);
    } finally {
      if (average != null) {
        average.hide();
      }
    }
  }

  private boolean judge(Record found) {
    double loss = (Double) found.remove("loss");
    boolean better = history.valLoss().isEmpty() || loss < history.best();
    history.validated(done, loss, found);
    worse = better ? 0 : worse + 1;
    if (better && (setup.patience() > 0 || setup.checkpoints() != null)) {
      if (best == null) {
        best = new Best(net.variables(), engine.memory());
      } else {
        best.keep();
      }
    }
    return setup.patience() > 0 && worse >= setup.patience();
  }

  private void finish() {
    if (average != null) {
      average.show();
    }
    boolean ended = over || done == steps;
    boolean back = ended && setup.patience() > 0 && best != null;
    if (back) {
      best.restore();
    }
    if (setup.checkpoints() != null && (back || kept != done)) {
      save("is over, and the net has its weights");
    }
  }

  // ---- checkpoints

  /** Keeps the run; a disk that is full, or gone, does not end it. */
  private void save(String andThen) {
    try {
      setup.checkpoints().save(saved());
      kept = done;
    } catch (Problem p) {
      Messages.notKept(p, done, andThen, engine.warnings());
    }
  }

  /** What a checkpoint and a log say of the run. */
  private Record facts() {
    if (dataHash == null) {
      dataHash = data.hash();
    }
    return new Record()
        .with("step", done)
        .with("steps", steps)
        .with("seed", setup.seed())
        .with("data", dataHash)
        .with("rows", data.size())
        .with("optimizer", setup.optimizer().show())
        .with("batch", (long) setup.batch())
        .with("accumulate", (long) setup.accumulate())
        .with("shuffle", setup.shuffle())
        .with("loss", History.orNone(history.lastLoss()))
        .with("best", History.orNone(history.best()))
        .with("best_step", history.bestStep());
  }

  private Checkpoints.Saved saved() {
    Map<String, Tensor> progress = new LinkedHashMap<>();
    for (int i = 0; i < weights.slots().size(); i++) {
      put(progress, slot(i), weights.named(weights.slots().get(i)));
    }
    Map<String, Tensor> now = new LinkedHashMap<>();
    net.variables().forEach((path, v) -> now.put(path, v.value()));
    if (average != null) {
      put(progress, MEAN, weights.named(average.mean()));
      put(progress, TRAINED, weights.named(average.trained()));
      if (!average.isShown()) {
        now.putAll(weights.named(average.mean()));
      }
    }
    progress.putAll(history.saved(engine.memory()));
    long[] run = {
      done,
      setup.seed(),
      worse,
      unmeasured ? 1 : 0,
      engine.random().seed(),
      engine.random().counter(),
      since
    };
    Restored.put(net.attached(TrainedRange.class), progress, engine.memory());
    progress.put("run", Tensor.of(engine.memory(), run, run.length));
    return new Checkpoints.Saved(facts(), now, best == null ? Map.of() : best.named(), progress);
  }

  private static void put(Map<String, Tensor> into, String prefix, Map<String, Tensor> tensors) {
    tensors.forEach((path, t) -> into.put(prefix + path, t));
  }

  private static String slot(int i) {
    return "slot." + i + ".";
  }

  private void resumeFromCheckpoint() {
    Checkpoints.Saved saved = setup.checkpoints().load().orElse(null);
    if (saved == null) {
      return;
    }
    Restored.check(saved, facts(), net.variables(), MEAN, setup.average() > 0);
    net.variables().forEach((path, v) -> v.set(Restored.tensor(saved.weights(), path, v.type())));
    for (int i = 0; i < weights.slots().size(); i++) {
      Restored.fill(weights.named(weights.slots().get(i)), saved.progress(), slot(i));
    }
    if (setup.average() > 0) {
      average = new Average(weights, setup.average());
      average.restore(
          mean -> Restored.fill(weights.named(mean), saved.progress(), MEAN),
          trained -> Restored.fill(weights.named(trained), saved.progress(), TRAINED));
    }
    if (!saved.best().isEmpty()) {
      best = new Best(net.variables(), engine.memory());
      best.restore(saved.best());
    }
    history.restore(saved.progress(), engine.memory());
    net.attach(TrainedRange.class, Restored.range(saved.progress(), data.columns()));
    long[] run = Restored.tensor(saved.progress(), "run", Type.of(DType.INT, 7)).toLongs();
    done = run[0];
    worse = (int) run[2];
    unmeasured = run[3] == 1;
    engine.random().restore(run[4], run[5]);
    since = run[6];
    over = setup.patience() > 0 && worse >= setup.patience();
  }

  private Monitor.Status status(boolean validated) {
    List<Object> val = history.valLoss();
    double valLoss = val.isEmpty() ? Double.NaN : (Double) val.getLast();
    return new Monitor.Status(done, steps, history.lastLoss(), valLoss, validated);
  }

  private Record record(double loss, double rate) {
    List<Object> val = history.valLoss();
    return new Record()
        .with("step", done)
        .with("steps", steps)
        .with("loss", loss)
        .with("val_loss", val.isEmpty() ? None.NONE : val.getLast())
        .with("lr", rate)
        .with("epoch", done * setup.accumulate() / (double) batches.perEpoch());
  }
}
