// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.engine.Variable;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Span;
import org.nnlang.source.Warnings;
import org.nnlang.value.Module;

/** What is odd about a training that can begin all the same. */
final class TrainingWarnings {
  /** More weights than these are counted, not named. */
  private static final int NAMED = 4;

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
