// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.BuiltinFunction;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.data.Selector;
import org.nnlang.engine.Variable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.source.Warnings;
import org.nnlang.train.Grouped;
import org.nnlang.train.Named;
import org.nnlang.train.Optimizer;
import org.nnlang.train.Updating;
import org.nnlang.train.WeightTest;
import org.nnlang.value.Arguments;
import org.nnlang.value.Callable;
import org.nnlang.value.Module;
import org.nnlang.value.Parameter;
import org.nnlang.value.Record;
import org.nnlang.value.Show;
import org.nnlang.value.TypeNames;

/** A function that makes an optimizer, with settings of their own for some parts. */
public abstract class OptimizerBuiltin implements Builtin {
  private static final String PART = "of";

  /** The optimizer of these settings, which it checks. */
  protected abstract Optimizer make(Arguments a);

  @Override
  public Object call(Arguments arguments, Session session) {
    Optimizer base = make(arguments);
    if (arguments.signature().indexOf("groups") < 0) {
      return base;
    }
    List<Updating.Group> groups = new ArrayList<>();
    List<Named> named = new ArrayList<>();
    for (Object group : arguments.list("groups")) {
      groups.add(group(arguments, group, named));
    }
    return groups.isEmpty() ? base : new Grouped(base, groups, named);
  }

  private Updating.Group group(Arguments base, Object group, List<Named> named) {
    if (!(group instanceof Record settings) || !settings.containsKey(PART)) {
      throw Problem.of(
              ErrorCode.ARGUMENT,
              "a group must be a record that says of what it is, found " + TypeNames.found(group))
          .hint("`{of: \"vectors\", weight_decay: 0.0}`");
    }
    Map<String, Object> all = new LinkedHashMap<>();
    for (Parameter p : base.signature().parameters()) {
      if (!p.name().equals("groups")) {
        all.put(p.name(), base.get(p.name()));
      }
    }
    settings.forEach(
        (name, value) -> {
          if (!name.equals(PART)) {
            all.put(name, value);
          }
        });
    WeightTest fits = Selector.of(settings.get(PART));
    named.addAll(Selector.named(settings.get(PART)));
    return new Updating.Group(fits, make(base.signature().bind(new Object[0], all)));
  }

  /** What a script gives for an optimizer: one, with groups or without; null where it is none. */
  public static @Nullable Grouped of(Object given) {
    Object made =
        given instanceof BuiltinFunction f && f.builtin() instanceof OptimizerBuiltin
            ? f.call()
            : given;
    return switch (made) {
      case Optimizer o -> Grouped.of(o);
      case Grouped g -> g;
      default -> null;
    };
  }

  /** Warns of what an optimizer has settings for that is nothing of a net. */
  public static void warnOfNothing(Grouped optimizer, Module net, Warnings to) {
    Map<String, Variable> weights = net.parameters();
    List<String> nothing =
        optimizer.named().stream()
            .filter(n -> weights.entrySet().stream().noneMatch(n::fits))
            .map(Named::words)
            .toList();
    if (nothing.isEmpty()) {
      return;
    }
    Set<String> names = new LinkedHashSet<>();
    weights.keySet().forEach(path -> names.addAll(List.of(path.split("\\."))));
    String unquoted = nothing.getFirst().replace("\"", "");
    to.warn(
        ErrorCode.UNKNOWN_NAME,
        "no weight of the net is in "
            + String.join(", nor in ", nothing)
            + ", for which the optimizer has settings",
        Suggest.nearest(unquoted, names)
            .map(near -> "did you mean " + Show.quoted(near) + "?")
            .orElse("`params(net)` lists the weights by their paths"));
  }

  /** Whether a value is a function {@code (w, g, s) -> [w, s]}, as far as its arguments say. */
  public static boolean isRule(Object given) {
    return given instanceof Callable f
        && !(f instanceof BuiltinFunction)
        && !(f instanceof Module)
        && f.signature().takes(3, List.of());
  }

  public static double lr(Arguments a) {
    return RangeChecks.least(a, "lr", 0);
  }

  public static double within(Arguments a, String setting, double low, double high) {
    return RangeChecks.within(a, setting, low, high);
  }

  public static double atLeast(Arguments a, String setting, double least) {
    return RangeChecks.least(a, setting, least);
  }

  public static double beta(Arguments a, int i) {
    List<Object> betas = a.list("betas");
    if (betas.size() != 2 || !betas.stream().allMatch(Number.class::isInstance)) {
      throw Problem.of(
          ErrorCode.ARGUMENT, "`betas` must be two numbers, found " + TypeNames.found(betas));
    }
    return RangeChecks.within(a, "betas", ((Number) betas.get(i)).doubleValue(), 0, 1);
  }
}
