// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.HasMembers;
import org.nnlang.value.None;
import org.nnlang.value.Record;
import org.nnlang.value.Shown;

/** What happened in training: one number a step, and one a validation. */
public final class History implements HasMembers, Shown {
  /** The members of every history. */
  public static final List<String> MEMBERS =
      List.of(
          "loss",
          "val_loss",
          "val_steps",
          "lr",
          "metrics",
          "steps",
          "best",
          "best_step",
          "seconds");

  static final String INTERRUPTED = "interrupted";

  private static final String METRIC = "history.metric.";

  private final List<Object> loss = new ArrayList<>();
  private final List<Object> lr = new ArrayList<>();
  private final List<Object> valLoss = new ArrayList<>();
  private final List<Object> valSteps = new ArrayList<>();
  private final Record metrics = new Record();
  private double best = Double.NaN;
  private long bestStep;
  private double seconds;
  private String ending = "";
  private boolean wasSaid;
  private long saidAt;

  void step(double stepLoss, double rate) {
    loss.add(stepLoss);
    lr.add(rate);
    if (valSteps.isEmpty()) {
      note(stepLoss, loss.size());
    }
  }

  /** Validation after that many steps. */
  void validated(long step, double value, Map<String, Object> measured) {
    if (valSteps.isEmpty()) {
      best = Double.NaN;
    }
    valLoss.add(value);
    valSteps.add(step);
    measured.forEach(
        (name, m) -> {
          @SuppressWarnings("unchecked")
          var list = (List<Object>) metrics.computeIfAbsent(name, n -> new ArrayList<>());
          list.add(m);
        });
    note(value, step);
  }

  private void note(double value, long step) {
    if (!(value >= best)) {
      best = value;
      bestStep = step;
    }
  }

  void took(double more) {
    seconds += more;
  }

  /** Its numbers, for a checkpoint. */
  Map<String, Tensor> saved(Memory memory) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    out.put("history.loss", tensor(memory, loss));
    out.put("history.lr", tensor(memory, lr));
    out.put("history.val_loss", tensor(memory, valLoss));
    out.put("history.val_steps", tensor(memory, valSteps));
    out.put("history.seconds", tensor(memory, List.of(seconds)));
    metrics.forEach((name, list) -> out.put(METRIC + name, measured(memory, (List<?>) list)));
    return out;
  }

  /** Numbers in one row, or tensors of one shape, such as tables of confusion, stacked. */
  private static Tensor measured(Memory memory, List<?> values) {
    if (!(values.getFirst() instanceof Tensor first)) {
      return tensor(memory, List.copyOf(values));
    }
    long[] shape = new long[first.rank() + 1];
    shape[0] = values.size();
    System.arraycopy(first.shape(), 0, shape, 1, first.rank());
    Tensor out = Tensor.zeros(memory, first.dtype(), shape);
    for (int i = 0; i < values.size(); i++) {
      out.rows(i, i + 1).fill((Tensor) values.get(i));
    }
    return out;
  }

  private static Object measured(Memory memory, Tensor all, int i) {
    if (all.rank() == 1) {
      return all.getDouble(i);
    }
    long[] shape = Arrays.copyOfRange(all.shape(), 1, all.rank());
    return all.rows(i, i + 1).reshape(shape).copy(memory);
  }

  private static Tensor tensor(Memory memory, List<Object> numbers) {
    double[] values = numbers.stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray();
    return Tensor.of(memory, values, values.length);
  }

  /** Becomes what was saved. */
  void restore(Map<String, Tensor> saved, Memory memory) {
    double[] rates = Restored.numbers(saved, "history.lr");
    double[] losses = Restored.numbers(saved, "history.loss");
    for (int i = 0; i < losses.length; i++) {
      step(losses[i], rates[i]);
    }
    double[] measured = Restored.numbers(saved, "history.val_loss");
    double[] at = Restored.numbers(saved, "history.val_steps");
    for (int i = 0; i < measured.length; i++) {
      Map<String, Object> others = new LinkedHashMap<>();
      for (Map.Entry<String, Tensor> e : saved.entrySet()) {
        if (e.getKey().startsWith(METRIC)) {
          others.put(e.getKey().substring(METRIC.length()), measured(memory, e.getValue(), i));
        }
      }
      validated((long) at[i], measured[i], others);
    }
    seconds = Restored.numbers(saved, "history.seconds")[0];
  }

  /** Whether it was ended by Ctrl-C or the host. */
  public boolean interrupted() {
    return ending.equals(INTERRUPTED);
  }

  /** Whether it ended before its time, for whatever reason. */
  public boolean endedEarly() {
    return !ending.isEmpty();
  }

  /** Why it ended before its time; empty where it did not. */
  void ended(String why) {
    ending = why;
  }

  /** Says where a person reads it what {@link #show} gives. */
  public void say(PrintStream out) {
    out.println("trained " + show());
    out.flush();
    said();
  }

  /** What {@link #show} gives was written where a person reads it. */
  private void said() {
    wasSaid = true;
    saidAt = System.nanoTime();
  }

  /**
   * Whether a person has read what {@link #show} says since then: a prompt need not say it again.
   *
   * @param time by the clock of {@link System#nanoTime}
   */
  public boolean saidSince(long time) {
    return wasSaid && saidAt - time >= 0;
  }

  /** Steps done. */
  public long steps() {
    return loss.size();
  }

  /** The loss of each step. */
  public List<Object> loss() {
    return loss;
  }

  /** The loss of the last step; not a number before the first. */
  public double lastLoss() {
    return loss.isEmpty() ? Double.NaN : (Double) loss.getLast();
  }

  /** The loss of each validation. */
  public List<Object> valLoss() {
    return valLoss;
  }

  /** Tells all steps so far, with what was measured after them. */
  public void replay(Journal.Sink to) {
    int next = 0;
    for (int i = 0; i < loss.size(); i++) {
      boolean here = next < valSteps.size() && (Long) valSteps.get(next) == i + 1;
      to.step(i + 1, (Double) loss.get(i), (Double) lr.get(i), here ? measured(next++) : null);
    }
  }

  /** What was measured after that step, the last one; null for nothing. */
  @Nullable Map<String, Object> measuredAt(long step) {
    if (valSteps.isEmpty() || (Long) valSteps.getLast() != step) {
      return null;
    }
    return measured(valSteps.size() - 1);
  }

  private Map<String, Object> measured(int i) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("val_loss", valLoss.get(i));
    metrics.forEach((name, list) -> out.put(name, ((List<?>) list).get(i)));
    return out;
  }

  long bestStep() {
    return bestStep;
  }

  /** A number, or none where it is none. */
  static Object orNone(double value) {
    return Double.isNaN(value) ? None.NONE : (Object) value;
  }

  /** The lowest validation loss, or loss where nothing was validated. */
  public double best() {
    return best;
  }

  @Override
  public String type() {
    return "history";
  }

  @Override
  public Collection<String> names() {
    return MEMBERS;
  }

  @Override
  public @Nullable Object member(String name) {
    return switch (name) {
      case "loss" -> new ArrayList<>(loss);
      case "val_loss" -> new ArrayList<>(valLoss);
      case "val_steps" -> new ArrayList<>(valSteps);
      case "lr" -> new ArrayList<>(lr);
      case "metrics" -> new Record(metrics);
      case "steps" -> steps();
      case "best" -> orNone(best);
      case "best_step" -> bestStep;
      case "seconds" -> seconds;
      default -> null;
    };
  }

  /** {@code 500 steps in 1.2 s: loss 0.7012 to 0.0001, validation 0.0003 (best 0.0002 at 400)}. */
  @Override
  public String show() {
    if (loss.isEmpty()) {
      return "no steps yet";
    }
    var out = new StringBuilder();
    out.append(steps()).append(steps() == 1 ? " step in " : " steps in ");
    out.append(String.format(Locale.ROOT, "%.1f s: loss ", seconds));
    out.append(brief((Double) loss.getFirst())).append(" to ").append(brief(lastLoss()));
    if (!valLoss.isEmpty()) {
      out.append(", validation ").append(brief((Double) valLoss.getLast()));
      out.append(" (best ").append(brief(best)).append(" at ").append(bestStep).append(')');
    }
    return ending.isEmpty() ? out.toString() : out.append(", ").append(ending).toString();
  }

  /** Four digits that count. */
  public static String brief(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(value);
    return String.format(
        Locale.ROOT, size != 0 && (size < 1e-3 || size >= 1e5) ? "%.3e" : "%.4f", value);
  }
}
