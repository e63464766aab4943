// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Program;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Callable;
import org.nnlang.value.Dataset;
import org.nnlang.value.DatasetSpec;
import org.nnlang.value.Module;
import org.nnlang.value.Pair;
import org.nnlang.value.Record;

/**
 * Measures loss and metrics over whole data sets, without dropout. The net is run a batch at a
 * time, and compiled once for batches of one shape; a net that is changed in other than its weights
 * needs a new one.
 */
public final class Evaluation {
  private final Engine engine;
  private final Objective objective;
  private final Map<String, Metric.Summed> summed = new LinkedHashMap<>();
  private final Map<String, Metric.Whole> whole = new LinkedHashMap<>();
  private final List<String> names;
  private final int batch;
  private final Map<Pair<Type>, Program> programs = new HashMap<>();

  /** How many tensors the net gives; 0 where it gives one that is no list. */
  private int listed;

  Evaluation(Engine engine, Objective objective, Map<String, Metric> metrics, int batch) {
    this.engine = engine;
    this.objective = objective;
    this.batch = batch;
    names = List.copyOf(metrics.keySet());
    metrics.forEach(
        (name, metric) -> {
          switch (metric) {
            case Metric.Summed m -> summed.put(name, m);
            case Metric.Whole m -> whole.put(name, m);
          }
        });
  }

  /**
   * @param loss may be null: then there is no {@code loss} in the result
   * @param batch rows measured at a time
   */
  public static Evaluation of(
      Module net, @Nullable Callable loss, Map<String, Metric> metrics, int batch) {
    return new Evaluation(net.engine(), new Objective(net, loss), metrics, batch);
  }

  /**
   * Looks at the metrics of a batch where nothing is computed.
   *
   * @throws Problem where net, metrics and data do not fit
   */
  public static void look(Module net, Map<String, Metric> metrics, DatasetSpec data) {
    Engine engine = net.engine();
    Evaluation evaluation = of(net, null, metrics, 1);
    Pair<Node> batch = data.batch(engine);
    List<Node> found =
        engine.surely(() -> engine.trace().training(false, () -> evaluation.measure(batch)));
    // what a function of the script does is no matter of types alone
    List<Node> rows = found.subList(evaluation.summed.size(), found.size());
    evaluation.whole.forEach(
        (name, m) ->
            m.function()
                .call(evaluation.prediction(rows), evaluation.target(rows, data.targets())));
  }

  /** A record of {@code loss}, the mean over all rows, and of each metric by name. */
  public Record of(Dataset data) {
    return Objects.requireNonNull(of(data, rows -> false));
  }

  /** The same; null where {@code stop}, asked with the rows measured so far, wants an end. */
  @Nullable Record of(Dataset data, LongPredicate stop) {
    long size = data.size();
    if (size == 0) {
      throw Problem.of(ErrorCode.TRAIN, "there is nothing to measure on: the data has no rows");
    }
    int sums = summed.size() + (objective.loss() == null ? 0 : 1);
    Totals totals = new Totals(sums);
    WholeSet rows = whole.isEmpty() ? null : new WholeSet(engine.memory(), size);
    List<Tensor> reuse = null;
    for (long from = 0; from < size; from += batch) {
      if (stop.test(from)) {
        return null;
      }
      long to = Math.min(size, from + batch);
      reuse = data.batch(numbers(from, to), reuse);
      List<Tensor> found = run(new Pair<>(reuse, data.targets()));
      for (int i = 0; i < sums; i++) {
        totals.add(i, found.get(i), i == summed.size() ? to - from : 1);
      }
      if (rows != null) {
        rows.add(found.subList(sums, found.size()), from, to);
      }
    }
    return result(totals, rows, size, data.targets());
  }

  private static long[] numbers(long from, long to) {
    long[] numbers = new long[(int) (to - from)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = from + i;
    }
    return numbers;
  }

  private List<Tensor> run(Pair<Tensor> fields) {
    List<Type> types = fields.fields().stream().map(Type::of).toList();
    return programs
        .computeIfAbsent(
            fields.with(types),
            t -> engine.program(types, false, nodes -> measure(fields.with(nodes))))
        .run(fields.fields());
  }

  /** Sums of metrics, the loss, and, where a metric wants all rows, predictions and targets. */
  private List<Node> measure(Pair<Node> fields) {
    Objective.Outcome outcome = objective.outcome(fields);
    List<Node> out = new ArrayList<>();
    summed.forEach(
        (name, metric) -> {
          if (!(outcome.prediction() instanceof TensorLike prediction)) {
            throw Messages.onePrediction(name);
          }
          if (outcome.targets().size() > 1) {
            throw Messages.oneTarget(name);
          }
          out.add(metric.sums(engine.trace().lift(prediction), outcome.targets().getFirst()));
        });
    if (objective.loss() != null) {
      out.add(objective.loss(outcome));
    }
    if (!whole.isEmpty()) {
      Object prediction = outcome.prediction();
      List<?> all = prediction instanceof List<?> list ? list : List.of(prediction);
      listed = prediction instanceof List<?> ? all.size() : 0;
      for (Object one : all) {
        if (!(one instanceof TensorLike t)) {
          throw Messages.onePrediction(whole.keySet().iterator().next());
        }
        out.add(engine.trace().lift(t));
      }
      out.addAll(outcome.targets());
    }
    return out;
  }

  private Record result(Totals totals, @Nullable WholeSet rows, long size, int targets) {
    Record out = new Record();
    if (objective.loss() != null) {
      out.put("loss", totals.sums(summed.size())[0] / size);
    }
    Map<String, Object> values = new HashMap<>();
    int i = 0;
    for (Map.Entry<String, Metric.Summed> m : summed.entrySet()) {
      values.put(m.getKey(), m.getValue().value(engine.memory(), totals.sums(i), totals.shape(i)));
      i++;
    }
    if (rows != null) {
      Object prediction = prediction(rows.tensors());
      Object target = target(rows.tensors(), targets);
      whole.forEach((name, m) -> values.put(name, number(name, m.function(), prediction, target)));
    }
    names.forEach(name -> out.put(name, values.get(name)));
    return out;
  }

  private Object prediction(List<? extends TensorLike> rows) {
    return listed > 0 ? new ArrayList<Object>(rows.subList(0, listed)) : rows.getFirst();
  }

  private <T extends TensorLike> Object target(List<T> rows, int targets) {
    int predictions = Math.max(1, listed);
    return new Pair<>(rows.subList(predictions, predictions + targets), targets).target();
  }

  private static double number(String name, Callable f, Object prediction, Object target) {
    Object value = f.call(prediction, target);
    return switch (value) {
      case Number n -> n.doubleValue();
      case Tensor t when t.rank() == 0 -> t.getDouble(0);
      default -> throw Messages.metricIs(name, value);
    };
  }

  /** Sums that are added up. */
  private static final class Totals {
    private final double[][] sums;
    private final long[][] shapes;

    Totals(int count) {
      sums = new double[count][];
      shapes = new long[count][];
    }

    void add(int at, Tensor t, double weight) {
      if (sums[at] == null) {
        sums[at] = new double[Math.toIntExact(t.size())];
        shapes[at] = t.shape();
      }
      for (int i = 0; i < sums[at].length; i++) {
        sums[at][i] += weight * t.getDouble(i);
      }
    }

    double[] sums(int at) {
      return sums[at];
    }

    long[] shape(int at) {
      return shapes[at];
    }
  }
}
