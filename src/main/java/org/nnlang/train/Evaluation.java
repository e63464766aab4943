// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Program;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Dataset;
import org.nnlang.value.Record;

/**
 * Measures loss and metrics over whole data sets, a batch at a time, without dropout. Compiled once
 * for batches of one shape; a net that is changed in other than its weights needs a new one.
 */
public final class Evaluation {
  private final Engine engine;
  private final Objective objective;
  private final Map<String, Metric> metrics;
  private final int batch;
  private final Map<List<Type>, Program> programs = new HashMap<>();

  Evaluation(Engine engine, Objective objective, Map<String, Metric> metrics, int batch) {
    this.engine = engine;
    this.objective = objective;
    this.metrics = new LinkedHashMap<>(metrics);
    this.batch = batch;
  }

  /**
   * @param loss may be null: then there is no {@code loss} in the result
   * @param batch rows measured at a time
   */
  public static Evaluation of(
      org.nnlang.value.Module net,
      org.nnlang.value.Callable loss,
      Map<String, Metric> metrics,
      int batch) {
    return new Evaluation(net.engine(), new Objective(net, loss), metrics, batch);
  }

  /** A record of {@code loss}, the mean over all rows, and of each metric by name. */
  public Record of(Dataset data) {
    return of(data, () -> false);
  }

  /** The same; null where {@code stop} asked for an end before all was measured. */
  Record of(Dataset data, BooleanSupplier stop) {
    long size = data.size();
    if (size == 0) {
      throw Problem.of(ErrorCode.TRAIN, "there is nothing to measure on: the data has no rows");
    }
    int count = metrics.size() + 1;
    double[][] sums = new double[count][];
    long[][] shapes = new long[count][];
    List<Tensor> reuse = null;
    for (long from = 0; from < size; from += batch) {
      if (stop.getAsBoolean()) {
        return null;
      }
      int rows = (int) Math.min(batch, size - from);
      long[] numbers = new long[rows];
      for (int i = 0; i < rows; i++) {
        numbers[i] = from + i;
      }
      reuse = data.batch(numbers, reuse);
      List<Tensor> found = run(reuse);
      List<Metric> kinds = new ArrayList<>(metrics.values());
      for (int i = 0; i < found.size(); i++) {
        Tensor t = found.get(i);
        boolean isLoss = objective.loss() != null && i == found.size() - 1;
        add(sums, i, t, isLoss ? rows : kinds.get(i).weight(rows));
        shapes[i] = t.shape();
      }
    }
    return result(sums, shapes, size);
  }

  private List<Tensor> run(List<Tensor> fields) {
    return programs
        .computeIfAbsent(
            fields.stream().map(Type::of).toList(),
            types -> engine.program(types, false, this::measure))
        .run(fields);
  }

  private List<Node> measure(List<Node> fields) {
    Objective.Outcome outcome = objective.outcome(fields);
    List<Node> out = new ArrayList<>();
    for (Map.Entry<String, Metric> m : metrics.entrySet()) {
      if (!(outcome.prediction() instanceof TensorLike prediction)) {
        throw Problem.of(
            ErrorCode.TYPE, "a metric needs a net that gives one tensor: " + m.getKey());
      }
      out.add(m.getValue().sums(engine.trace().lift(prediction), outcome.target()));
    }
    if (objective.loss() != null) {
      out.add(objective.loss(outcome));
    }
    return out;
  }

  private static void add(double[][] sums, int at, Tensor t, double weight) {
    if (sums[at] == null) {
      sums[at] = new double[Math.toIntExact(t.size())];
    }
    for (int i = 0; i < sums[at].length; i++) {
      sums[at][i] += weight * t.getDouble(i);
    }
  }

  private Record result(double[][] sums, long[][] shapes, long size) {
    Record out = new Record();
    if (objective.loss() != null) {
      out.put("loss", sums[metrics.size()][0] / size);
    }
    int i = 0;
    for (Map.Entry<String, Metric> m : metrics.entrySet()) {
      out.put(m.getKey(), m.getValue().value(engine.memory(), sums[i], shapes[i], size));
      i++;
    }
    return out;
  }
}
