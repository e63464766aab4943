// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.training;

import com.google.auto.service.AutoService;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Follower;
import org.nnlang.builtin.Outputs;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.data.Data;
import org.nnlang.builtin.job.Job;
import org.nnlang.cluster.Machines;
import org.nnlang.cluster.Workers;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Undecided;
import org.nnlang.train.Cluster;
import org.nnlang.train.Evaluation;
import org.nnlang.train.History;
import org.nnlang.train.Metric;
import org.nnlang.train.Monitor;
import org.nnlang.train.Progress;
import org.nnlang.train.Setup;
import org.nnlang.train.Trainer;
import org.nnlang.value.Arguments;
import org.nnlang.value.Callable;
import org.nnlang.value.DataHash;
import org.nnlang.value.Dataset;
import org.nnlang.value.DatasetSpec;
import org.nnlang.value.Foreseen;
import org.nnlang.value.Module;
import org.nnlang.value.Standardization;
import org.nnlang.value.Unknown;

/** {@code train}. */
@AutoService(Builtin.class)
public final class TrainBuiltin implements Builtin {
  @Override
  public String signature() {
    return "train(net: instance, data: any, loss: function, *, optimizer: any = none, steps:"
        + " integer? = none, epochs: float? = none, batch: integer = 32, schedule: any ="
        + " none, clip: float? = none, accumulate: integer = 1, validate: any = none, every:"
        + " integer? = none, metrics: list = [], patience: integer = 0, checkpoint: string?"
        + " = none, resume: boolean = false, seed: integer? = none, shuffle: boolean = true,"
        + " average: float? = none, precision: string? = none, log: string? = none, curve:"
        + " boolean = false, background: boolean = false, cluster: any = none, on_step: function? ="
        + " none)";
  }

  @Override
  public String doc() {
    return """
    Trains `net` on `data`, a data set or `[x, y]`, and gives the history. Each step takes `batch`
    rows and moves the weights against the gradient of `loss(net(x), y)`; of `[x, [y, c]]` the loss
    gets a list of two targets. Ctrl-C ends it after the
    step in hand; `resume(net)` goes on.
    `steps` or `epochs`: how long. `batches(data, n)` is the data `n` rows a step. Of batches that a program hands over one by one, at most `steps`.
    `optimizer`: adam(lr: 0.001) unless given; also a function `(w, g, s) -> [w, s]`. `schedule`: what multiplies its learning rate.
    `clip`: the largest norm of the gradients. `accumulate`: batches of a step, each by its rows.
    `validate`: a data set to measure the loss and `metrics` on every `every` steps; `patience`
    ends training after so many times without a better loss, and keeps the best weights.
    `checkpoint`: a folder to keep the run in; `resume: true` goes on from it.
    `average`: validates, and keeps in the end, a running mean of the weights with that decay (0.999).
    `precision`: "float64" makes the net's weights, and all that is computed of them, double;
    "bfloat16" is taken, and warns that it gains nothing on this processor.
    `log`: a folder for a CSV file and one that TensorBoard reads. `curve`: draws the losses in the
    terminal while they fall.
    `background`: gives a job at once, which goes on while the script does, and is also the history to
    be; `wait(job)`, `stop(job)`, `watch(job)`, `jobs()`.
    `cluster`: machines that take part, `spark("spark://host:7077", workers: 4)`.
    `seed`: of shuffling and dropout. `shuffle`: another order in each epoch.
    `on_step`: a function of a record (step, steps, loss, val_loss, lr, epoch); `false` ends.
    Example: train(net, [x, y], loss: mse, optimizer: adam(lr: 0.01), steps: 500)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Module net = (Module) a.get("net");
    Engine engine = session.engine();
    Dataset data = Data.of(engine, a.get("data"));
    Setup setup = new TrainOptions(a, session).setup();
    var trainer = new Trainer(engine, net, data, setup);
    if (!data.isStreamed()) {
      Overlap.check(data, setup.validation().data(), session.warnings());
    }
    net.attach(Trainer.class, trainer);
    net.attach(
        Standardization.Kept.class,
        data.standards().isEmpty() ? null : new Standardization.Kept(data.standards()));
    return run(net, trainer, a.flag("background"), session);
  }

  static Object run(Module net, Trainer trainer, boolean background, Session session) {
    long number = session.nextTraining();
    Follower part = session.part();
    if (part != null) {
      if (number == part.training()) {
        throw part.reached(trainer);
      }
      // what it comes to is not known here
      return trainer.history();
    }
    Cluster cluster = trainer.setup().cluster();
    if (cluster != null) {
      trainer.across(() -> machines(cluster, number, session));
    }
    return background ? beside(net, trainer, session) : run(net, trainer, session);
  }

  private static Workers machines(Cluster cluster, long number, Session session) {
    byte[] copy = session.copy(number).bytes();
    Machines found = Machines.named(cluster.kind(), session.modules());
    if (session.showsProgress()) {
      session
          .err()
          .println(
              "asking %s for %d worker%s"
                  .formatted(
                      cluster.master(), cluster.workers(), cluster.workers() == 1 ? "" : "s"));
      session.err().flush();
    }
    return found.open(cluster.master(), cluster.workers(), copy, session::poll);
  }

  private static History run(Module net, Trainer trainer, Session session) {
    try (var training = session.interruption().training();
        Trainer.Run run =
            trainer.begin(
                session.showsProgress()
                    ? progress(trainer.setup(), session, training::requested)
                    : Monitor.quiet(training::requested))) {
      while (run.goOn()) {
        session.step();
        session.background().giveWay();
      }
    }
    told(net, trainer.history(), session);
    return trainer.history();
  }

  /** At a prompt the bar is the prompt's; in a terminal it is drawn while the script waits. */
  private static Job beside(Module net, Trainer trainer, Session session) {
    boolean lines = session.showsProgress() && !session.atPrompt() && !session.errIsTerminal();
    BooleanSupplier never = () -> false;
    IntFunction<Monitor> shown =
        number ->
            lines ? Progress.lines(session.err(), "job " + number + ": ") : Monitor.quiet(never);
    Runnable atEnd = () -> told(net, trainer.history(), session);
    return session.jobs().start(net.describe(), session.place(), trainer, shown, atEnd);
  }

  private static void told(Module net, History history, Session session) {
    if (session.witness() != null) {
      session.witness().trained(session.place().toString(), history, hash(net));
    }
  }

  private static Monitor progress(Setup setup, Session session, BooleanSupplier asked) {
    boolean terminal = session.errIsTerminal();
    int width = session.width();
    Monitor bar = new Progress(session.err(), terminal, width, asked).of(setup);
    return setup.watching().curve() && terminal ? new LiveCurve(bar, session) : bar;
  }

  private static String hash(Module net) {
    var hash = new DataHash();
    net.variables().forEach((path, v) -> hash.add(path).add(v.value()));
    return hash.toString();
  }

  /** Looks at the loss of a batch, in training and, where there is such data, in validation. */
  @Override
  public Object foresee(Arguments a, Session session) {
    if (a.get("net") instanceof Module net) {
      net.mustNotBePacked("trained");
    }
    foresee(session.engine(), a, "data", true);
    foresee(session.engine(), a, "validate", false);
    metrics(a, "validate");
    Outputs.check(session, a, "checkpoint", Outputs.Kind.FOLDER);
    Outputs.check(session, a, "log", Outputs.Kind.FOLDER);
    return foreseen(a.get("background"));
  }

  /** What a training gives, which may go on in the background. */
  static Object foreseen(Object background) {
    if (!(background instanceof Boolean beside)) {
      return Unknown.UNKNOWN;
    }
    return beside ? new Foreseen("job", Job.MEMBERS) : new Foreseen("history", History.MEMBERS);
  }

  /** Looks at the metrics of a batch of the data that is argument {@code name}. */
  static void metrics(Arguments a, String name) {
    DatasetSpec data = DatasetSpec.of(a.get(name));
    if (data != null && !Unknown.in(a.get("metrics")) && a.get("net") instanceof Module net) {
      TrainOptions.metrics(a.list("metrics")).forEach((n, metric) -> look(net, n, metric, data));
    }
  }

  private static void look(Module net, String name, Metric metric, DatasetSpec data) {
    try {
      Evaluation.look(net, Map.of(name, metric), data);
    } catch (Undecided e) {
      // of this one nothing is known; the others, and the result, are looked at all the same
    }
  }

  /** Looks at the loss of a batch of the data that is argument {@code name}. */
  static void foresee(Engine engine, Arguments a, String name, boolean training) {
    DatasetSpec data = DatasetSpec.of(a.get(name));
    if (data != null
        && a.get("net") instanceof Module net
        && a.get("loss") instanceof Callable loss) {
      engine.surely(() -> Trainer.look(net, loss, data, training));
    }
  }
}
