// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.training;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.data.Data;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Undecided;
import org.nnlang.io.Batches;
import org.nnlang.io.Rearranged;
import org.nnlang.io.Scaled;
import org.nnlang.io.Stratified;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.train.Evaluation;
import org.nnlang.train.History;
import org.nnlang.value.Arguments;
import org.nnlang.value.Callable;
import org.nnlang.value.Dataset;
import org.nnlang.value.Foreseen;
import org.nnlang.value.Module;
import org.nnlang.value.Record;
import org.nnlang.value.Signature;
import org.nnlang.value.TypeNames;
import org.nnlang.value.Unknown;

/** {@code cross_validate}. */
@AutoService(Builtin.class)
public final class CrossValidate implements Builtin {
  @Override
  public String signature() {
    return "cross_validate(make: function, data: any, loss: function, *, folds: integer = 5,"
        + " normalize: boolean = false, metrics: list = [], seed: integer = 0, options**)";
  }

  @Override
  public String doc() {
    return """
    Measures how well a kind of net learns: cuts the data into `folds` parts at random, where the target
    is a class with the classes in proportion, and for each part trains a new net, `make()`, on the
    others and measures it on that part. All options of `train` go along (a folder gets one for each
    fold); `normalize: true` brings the inputs to mean 0 and deviation 1 as they are in what is
    trained on.
    Gives a record: `scores` has loss and metrics of each fold, `mean` and `std` those over all folds.
    Example: cross_validate(() -> linear(30, 2), data, cross_entropy, metrics: [accuracy], steps: 200)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Engine engine = session.engine();
    Dataset data = Data.of(engine, a.get("data"));
    List<long[]> folds = folds(data, RangeChecks.atLeast(a, "folds", 2), a.whole("seed"));
    List<Object> scores = new ArrayList<>();
    Module before = null;
    for (int i = 0; i < folds.size(); i++) {
      Dataset test = data.pick(folds.get(i));
      Dataset rest = data.pick(others(folds, i));
      if (a.flag("normalize")) {
        test = Scaled.of(engine.memory(), test, rest);
        rest = Scaled.of(engine.memory(), rest, rest);
      }
      if (session.showsProgress()) {
        session.err().println("fold " + (i + 1) + " of " + folds.size());
      }
      Module net = net(make(a).call());
      if (net == before) {
        session
            .warnings()
            .warn(
                ErrorCode.VALIDATION,
                "`make` gave the same net again: it has been trained on what it is measured on",
                "it makes a new one at each call, as `() -> copy(net)` does");
      }
      before = net;
      train(net, a, session, rest, i + 1);
      scores.add(
          Evaluation.of(net, a.callable("loss"), TrainOptions.metrics(a.list("metrics")), 256)
              .of(test));
    }
    return new Record()
        .with("scores", scores)
        .with("mean", over(scores, CrossValidate::mean))
        .with("std", over(scores, CrossValidate::deviation));
  }

  /** Looks at one fold: the net, its training, and the metrics. */
  @Override
  public Object foresee(Arguments a, Session session) {
    try {
      look(a, session);
    } catch (Undecided e) {
      // what the net is, or its data, is known when it runs
    }
    return new Foreseen("record", List.of("scores", "mean", "std"));
  }

  private static void look(Arguments a, Session session) {
    Object made = a.get("make") == Unknown.UNKNOWN ? Unknown.UNKNOWN : make(a).call();
    if (made == Unknown.UNKNOWN || !(a.get("options") instanceof Record given)) {
      return;
    }
    mustBeInFront(given);
    Record options = new Record();
    options.putAll(given);
    options.put("metrics", a.get("metrics"));
    Builtin train = Objects.requireNonNull(session.builtins().find("train"));
    Object[] direct = {net(made), a.get("data"), a.get("loss")};
    Arguments all = Signature.of(train.signature()).bind(direct, options);
    train.foresee(all, session);
    TrainBuiltin.metrics(all, "data");
  }

  private static Callable make(Arguments a) {
    Callable make = a.callable("make");
    if (make instanceof Module net) {
      throw Problem.of(
              ErrorCode.TYPE, "`make` makes a net for each fold, found " + TypeNames.found(net))
          .hint("`() -> copy(net)` makes nets that are as this one is");
    }
    return make;
  }

  private static Module net(Object made) {
    if (!(made instanceof Module net)) {
      throw Problem.of(ErrorCode.TYPE, "`make` must make a net, found " + TypeNames.found(made))
          .hint("a function such as `() -> linear(4, 2)`, or a model");
    }
    return net;
  }

  /** A fold is measured once its training is over. */
  private static void mustBeInFront(Record options) {
    if (Boolean.TRUE.equals(options.get("background"))) {
      throw Problem.of(
          ErrorCode.ARGUMENT, "`cross_validate` measures each fold: nothing is in the background");
    }
  }

  private static void train(Module net, Arguments a, Session session, Dataset rest, int fold) {
    mustBeInFront(a.record("options"));
    Record options = new Record();
    options.putAll(a.record("options"));
    options.put("seed", a.whole("seed"));
    if (a.get("data") instanceof Batches batches) {
      options.putIfAbsent("batch", batches.rows());
    }
    for (String option : List.of("checkpoint", "log")) {
      if (options.get(option) instanceof String folder) {
        options.put(option, folder + "/fold" + fold);
      }
    }
    Builtin train = Objects.requireNonNull(session.builtins().find("train"));
    Object[] direct = {net, rest, a.get("loss")};
    Arguments all = Signature.of(train.signature()).bind(direct, options);
    if (((History) train.call(all, session)).interrupted()) {
      throw Problem.of(ErrorCode.TRAIN, "cross-validation was interrupted in fold " + fold);
    }
  }

  /** The rows of each part. */
  private static List<long[]> folds(Dataset data, long wanted, long seed) {
    if (data.size() < wanted) {
      throw Problem.of(
          ErrorCode.VALUE, "%d rows cannot be cut into %d folds".formatted(data.size(), wanted));
    }
    int count = Math.toIntExact(wanted);
    long[] order = Rearranged.shuffled(data.size(), seed, 0);
    List<Double> parts = Collections.nCopies(count, 1.0 / count);
    Tensor one = data.batch(0L).getLast();
    if (data.targets() == 1 && one.dtype() == DType.INT && one.size() == 1) {
      return Stratified.parts(Stratified.keys(data, "target"), parts, order);
    }
    List<long[]> out = new ArrayList<>();
    int from = 0;
    for (long to : Rearranged.cuts(order.length, parts)) {
      out.add(Arrays.copyOfRange(order, from, (int) to));
      from = (int) to;
    }
    return out;
  }

  private static long[] others(List<long[]> folds, int without) {
    LongStream rows = LongStream.empty();
    for (int i = 0; i < folds.size(); i++) {
      rows = i == without ? rows : LongStream.concat(rows, LongStream.of(folds.get(i)));
    }
    return rows.toArray();
  }

  /** A record of one number for each score that is a number. */
  private static Record over(List<Object> scores, ToDoubleFunction<double[]> of) {
    Record out = new Record();
    for (Map.Entry<String, Object> score : ((Record) scores.getFirst()).entrySet()) {
      if (score.getValue() instanceof Double) {
        double[] values =
            scores.stream().mapToDouble(s -> (Double) ((Record) s).get(score.getKey())).toArray();
        out.put(score.getKey(), of.applyAsDouble(values));
      }
    }
    return out;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** Divided by one less than their number, as `std`. */
  private static double deviation(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }
}
