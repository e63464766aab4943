// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.nnlang.engine.Variable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.train.Named;
import org.nnlang.train.WeightTest;
import org.nnlang.value.Module;
import org.nnlang.value.Show;
import org.nnlang.value.TypeNames;

/** Which weights a script means. */
public final class Selector {
  private Selector() {}

  /**
   * @param what {@code "vectors"} for weights of fewer than two axes, a path or the start of one in
   *     which {@code *} stands for anything between dots, an instance, or a list of these
   */
  public static WeightTest of(Object what) {
    return switch (what) {
      case String s when s.equals("vectors") -> (path, weight) -> weight.type().rank() < 2;
      case String s -> path(s);
      case Module m -> part(m);
      case List<?> list -> {
        List<WeightTest> any = list.stream().map(Selector::of).toList();
        yield (path, weight) -> any.stream().anyMatch(t -> t.fits(path, weight));
      }
      default ->
          throw Problem.of(
              ErrorCode.ARGUMENT,
              "`of` must be \"vectors\", a path, an instance or a list of these, found "
                  + TypeNames.found(what));
    };
  }

  /** Each thing that a script has named; {@code "vectors"}, which a net need not have, is none. */
  public static List<Named> named(Object what) {
    return switch (what) {
      case String s when s.equals("vectors") -> List.of();
      case List<?> list -> list.stream().flatMap(w -> named(w).stream()).toList();
      case Module m -> List.of(new Named(m.describe(), of(m)));
      default -> List.of(new Named(Show.inner(what), of(what)));
    };
  }

  private static WeightTest path(String pattern) {
    String[] parts = pattern.split("\\.", -1);
    return (path, weight) -> {
      String[] names = path.split("\\.", -1);
      for (int i = 0; i + parts.length <= names.length; i++) {
        if (fit(parts, names, i)) {
          return true;
        }
      }
      return false;
    };
  }

  private static boolean fit(String[] parts, String[] names, int from) {
    for (int i = 0; i < parts.length; i++) {
      if (!fits(parts[i], names[from + i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a name is as a pattern says. Goes back to the last {@code *} alone: an earlier one need
   * not take more, so the time is at most the product of the lengths.
   */
  static boolean fits(String pattern, String name) {
    int p = 0;
    int star = -1;
    int taken = 0;
    for (int n = 0; n < name.length(); ) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        taken = n;
      } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++taken;
      } else {
        return false;
      }
    }
    return pattern.substring(p).chars().allMatch(c -> c == '*');
  }

  private static WeightTest part(Module module) {
    Set<Variable> weights = Collections.newSetFromMap(new IdentityHashMap<>());
    weights.addAll(module.parameters().values());
    return (path, weight) -> weights.contains(weight);
  }
}
