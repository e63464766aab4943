// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.BuiltinFunction;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.data.Data;
import org.nnlang.builtin.metric.MetricBuiltin;
import org.nnlang.builtin.optimizer.OptimizerBuiltin;
import org.nnlang.builtin.schedule.ScheduleBuiltin;
import org.nnlang.engine.Engine;
import org.nnlang.io.Batches;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.train.Adam;
import org.nnlang.train.Checkpoints;
import org.nnlang.train.Cluster;
import org.nnlang.train.DataOrder;
import org.nnlang.train.FunctionOptimizer;
import org.nnlang.train.Grouped;
import org.nnlang.train.Journal;
import org.nnlang.train.Length;
import org.nnlang.train.Metric;
import org.nnlang.train.Saving;
import org.nnlang.train.Schedule;
import org.nnlang.train.Setup;
import org.nnlang.train.Updating;
import org.nnlang.train.Validation;
import org.nnlang.train.Watching;
import org.nnlang.value.Arguments;
import org.nnlang.value.Callable;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;
import org.nnlang.value.None;
import org.nnlang.value.Record;
import org.nnlang.value.Show;
import org.nnlang.value.TypeNames;

/** Makes a {@link Setup} of the arguments of {@code train}. */
public final class TrainOptions {
  private final Arguments a;
  private final Session session;
  private final Engine engine;

  public TrainOptions(Arguments a, Session session) {
    this.a = a;
    this.session = session;
    this.engine = session.engine();
  }

  public Setup setup() {
    Grouped optimizer = optimizer();
    Dataset validate = a.isNone("validate") ? null : Data.of(engine, a.get("validate"));
    if (validate != null && validate.isStreamed()) {
      // says that they have no number of rows
      validate.size();
    }
    long steps = a.isNone("steps") ? 0 : RangeChecks.atLeast(a, "steps", 1);
    double epochs = a.isNone("epochs") ? 0 : positive("epochs");
    long every = a.isNone("every") ? 0 : RangeChecks.atLeast(a, "every", 1);
    long rows =
        a.get("data") instanceof Batches batches && !a.given("batch")
            ? batches.rows()
            : RangeChecks.atLeast(a, "batch", 1);
    int batch = Math.toIntExact(Math.min(rows, Integer.MAX_VALUE));
    Updating updating =
        new Updating(
            optimizer.base(),
            optimizer.groups(),
            schedule(),
            a.isNone("clip") ? 0 : positive("clip"),
            a.isNone("average") ? 0 : positive("average"));
    long seed = a.isNone("seed") ? engine.random().next() : a.whole("seed");
    return new Setup(
        a.callable("loss"),
        precision(),
        new Length(steps, epochs, every),
        new DataOrder(batch, a.integer("accumulate"), a.flag("shuffle"), seed),
        updating,
        new Validation(validate, metrics(a.list("metrics")), a.integer("patience")),
        new Saving(checkpoints(), a.flag("resume"), journal()),
        new Watching(onStep(), a.flag("curve")),
        cluster());
  }

  /** What {@code resume} makes of the options of a training. */
  public Setup changed(Setup before) {
    Updating updating = before.updating();
    if (!a.isNone("optimizer")) {
      Grouped given = optimizer();
      updating = updating.withOptimizer(given.base(), given.groups());
    }
    if (!a.isNone("lr")) {
      updating = updating.withRate(RangeChecks.least(a, "lr", 0));
    }
    if (!a.isNone("schedule")) {
      updating = updating.withSchedule(schedule());
    }
    Setup changed = before.with(updating);
    return a.isNone("steps")
        ? changed
        : changed.with(before.length().withSteps(RangeChecks.atLeast(a, "steps", 1)));
  }

  private @Nullable Cluster cluster() {
    return switch (a.get("cluster")) {
      case None n -> null;
      case Cluster c -> c;
      default ->
          throw Problem.of(
                  ErrorCode.TYPE,
                  "`cluster` must be machines to train on, found "
                      + TypeNames.found(a.get("cluster")))
              .hint("`spark(\"spark://host:7077\", workers: 2)`");
    };
  }

  private @Nullable DType precision() {
    return switch (a.get("precision")) {
      case None n -> null;
      case String word when word.equals("float32") -> DType.FLOAT32;
      case String word when word.equals("float64") -> DType.FLOAT64;
      case String word when word.equals("bfloat16") -> {
        session
            .warnings()
            .warn(
                ErrorCode.TRAINING,
                "`precision: \"bfloat16\"` gains nothing here: there are no products of bfloat16"
                    + " numbers for this processor, so all is computed in float32",
                null);
        yield DType.FLOAT32;
      }
      default ->
          throw Problem.of(
              ErrorCode.VALUE,
              "`precision` is \"float32\", \"float64\" or \"bfloat16\", found "
                  + Show.inner(a.get("precision")));
    };
  }

  private @Nullable Journal journal() {
    return a.isNone("log")
        ? null
        : new RunLog(
            session.disk(),
            a.string("log"),
            session.place().source().text(),
            List.copyOf(metrics(a.list("metrics")).keySet()),
            session.warnings());
  }

  private double positive(String option) {
    double value = a.number(option);
    if (!(value > 0)) {
      throw Problem.of(ErrorCode.ARGUMENT, "`" + option + "` must be more than 0, found " + value);
    }
    return value;
  }

  private Grouped optimizer() {
    Object given = a.get("optimizer");
    if (given instanceof None) {
      return Grouped.of(new Adam(0.001, 0.9, 0.999, 1e-8));
    }
    if (OptimizerBuiltin.isRule(given)) {
      return Grouped.of(new FunctionOptimizer(engine, (Callable) given));
    }
    Grouped found = OptimizerBuiltin.of(given);
    if (found == null) {
      throw Problem.of(
              ErrorCode.TYPE, "`optimizer` must be an optimizer, found " + TypeNames.found(given))
          .hint(
              "`adam(lr: 0.001)`, `adamw`, `sgd`, …; without gradients `random_search`,"
                  + " `hill_climb`, `evolution`; or a function `(w, g, s) -> [w, s]`");
    }
    if (a.signature().indexOf("net") >= 0 && a.get("net") instanceof Module net) {
      OptimizerBuiltin.warnOfNothing(found, net, session.warnings());
    }
    return found;
  }

  private Schedule schedule() {
    Object given = a.get("schedule");
    if (given instanceof BuiltinFunction f && f.builtin() instanceof ScheduleBuiltin) {
      given = f.call();
    }
    return switch (given) {
      case None n -> new Schedule.Constant();
      case Schedule s -> s;
      // the word is a layer's too; as a schedule it has no settings
      case BuiltinFunction f when f.name().equals("linear") -> new Schedule.Linear(0, 0);
      case Callable f -> new FunctionSchedule(f);
      default ->
          throw Problem.of(
                  ErrorCode.TYPE, "`schedule` must be a schedule, found " + TypeNames.found(given))
              .hint("`cosine(warmup: 100)`, `linear`, `step(1000, 0.5)` or a function of the step");
    };
  }

  /** A script's function of the step. */
  private record FunctionSchedule(Callable function) implements Schedule {
    @Override
    public double factor(long step, long steps) {
      Object value = function.call((Object) step);
      double factor =
          switch (value) {
            case Number n -> n.doubleValue();
            case Tensor t when t.size() == 1 -> t.getDouble(0);
            default -> Double.NaN;
          };
      if (!Double.isFinite(factor)) {
        throw Problem.of(
            ErrorCode.TYPE,
            "a schedule must give a number for each step, and for "
                + step
                + " gave "
                + TypeNames.found(value));
      }
      return factor;
    }
  }

  /** Metrics by the names of their functions. */
  public static Map<String, Metric> metrics(List<Object> functions) {
    Map<String, Metric> out = new LinkedHashMap<>();
    for (Object given : functions) {
      if (!(given instanceof Callable f)) {
        throw Problem.of(
            ErrorCode.TYPE, "`metrics` must be functions, found " + TypeNames.found(given));
      }
      boolean whole = f instanceof BuiltinFunction b && b.builtin() instanceof MetricBuiltin;
      Metric metric =
          whole ? ((MetricBuiltin) ((BuiltinFunction) f).builtin()).metric() : new Metric.Whole(f);
      if (f.name().equals("loss") || out.putIfAbsent(f.name(), metric) != null) {
        throw Problem.of(ErrorCode.ARGUMENT, "two metrics would have the same name: " + f.name())
            .hint(
                "a function has the name that it is given first: `worst = (p, t) -> max(abs(p -"
                    + " t))`");
      }
    }
    return out;
  }

  private @Nullable Predicate<Record> onStep() {
    if (a.isNone("on_step")) {
      return null;
    }
    Callable f = a.callable("on_step");
    return record -> f.call(record) != (Object) false;
  }

  private @Nullable Checkpoints checkpoints() {
    return a.isNone("checkpoint")
        ? null
        : new Folder(
            session.disk(),
            a.string("checkpoint"),
            engine.memory(),
            session.place().source().text());
  }
}
