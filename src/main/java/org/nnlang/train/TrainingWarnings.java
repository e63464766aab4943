// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nnlang.engine.Variable;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Span;
import org.nnlang.source.Warnings;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;
import org.nnlang.value.Record;

/** What is odd about a training that can begin all the same. */
final class TrainingWarnings {
  /** More weights than these are counted, not named. */
  private static final int NAMED = 4;

  /** By how much, as a part of it, a loss may be another one by rounding. */
  private static final double NEARLY_EQUAL = 1e-4;

  private TrainingWarnings() {}

  /** Warns of weights that the loss does not depend on, with the lines that made them. */
  static void withoutGradient(Module net, List<Variable> weights) {
    if (weights.isEmpty()) {
      return;
    }
    Map<Variable, Object> meant = new IdentityHashMap<>();
    weights.forEach(v -> meant.put(v, v));
    Map<String, Variable> found = new LinkedHashMap<>(net.parameters());
    found.values().removeIf(v -> !meant.containsKey(v));
    Map<Span, String> makers = new LinkedHashMap<>();
    net.visit(
        (path, part) ->
            part.names().stream()
                .filter(name -> part.raw(name) instanceof Variable v && meant.containsKey(v))
                .forEach(name -> makers.putIfAbsent(part.madeAt(), part.describe())));
    Warnings to = net.engine().warnings();
    Diagnostic warning = Messages.withoutGradient(List.copyOf(found.keySet()), NAMED, to.place());
    for (Map.Entry<Span, String> m : makers.entrySet()) {
      if (m.getKey().isKnown() && warning.notes().size() < NAMED) {
        warning = warning.withNote(m.getValue() + " was made here", m.getKey());
      }
    }
    to.warn(warning);
  }

  /** Warns where what workers find of their share of a batch is not what one finds of all of it. */
  static void sharedOut(Module net, Dataset data, Setup setup, Objective objective) {
    Cluster cluster = Objects.requireNonNull(setup.cluster());
    if (cluster.isLocal()
        || cluster.workers() == 1
        || !(setup.updating().optimizer() instanceof Optimizer.ByGradient)) {
      return;
    }
    Warnings to = net.engine().warnings();
    if (net.variables().values().stream().anyMatch(Variable::isState)) {
      to.warn(ErrorCode.TRAINING, Messages.STATES_OF_SHARES, Messages.WHOLE_BATCHES);
    }
    int rows = (int) Math.min(setup.order().batch(), data.size());
    int share = Math.ceilDiv(rows, cluster.workers());
    double whole = loss(net, data.rows(0, rows), objective, rows);
    double shares = loss(net, data.rows(0, rows), objective, share);
    if (Math.abs(whole - shares) > NEARLY_EQUAL * Math.abs(whole)) {
      to.warn(ErrorCode.TRAINING, Messages.noMean(whole, shares), Messages.WHOLE_BATCHES);
    }
  }

  /** The mean of the losses of so many rows at a time. */
  private static double loss(Module net, Dataset data, Objective objective, int rows) {
    Record found = new Evaluation(net.engine(), objective, Map.of(), rows).of(data);
    return (Double) Objects.requireNonNull(found.get("loss"));
  }

  /** Warns of a schedule whose course does not fit into so many steps. */
  static void schedule(Schedule schedule, long steps, Warnings to) {
    String doubt =
        switch (schedule) {
          case Schedule.Cosine c when c.warmup() >= steps -> Messages.warmup(c.warmup(), steps);
          case Schedule.Linear l when l.warmup() >= steps -> Messages.warmup(l.warmup(), steps);
          case Schedule.Step s when s.every() >= steps -> Messages.never(s.every(), steps);
          default -> null;
        };
    if (doubt != null) {
      to.warn(ErrorCode.SCHEDULE, doubt, "fewer steps of the schedule, or more of `train`");
    }
  }
}
