// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.nnlang.engine.Variable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.train.WeightTest;
import org.nnlang.value.Module;
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

  private static WeightTest path(String pattern) {
    String regex = Pattern.quote(pattern).replace("*", "\\E[^.]*\\Q");
    Pattern compiled = Pattern.compile("(.*\\.)?" + regex + "(\\..*)?");
    return (path, weight) -> compiled.matcher(path).matches();
  }

  private static WeightTest part(Module module) {
    Set<Variable> weights = Collections.newSetFromMap(new IdentityHashMap<>());
    weights.addAll(module.parameters().values());
    return (path, weight) -> weights.contains(weight);
  }
}
