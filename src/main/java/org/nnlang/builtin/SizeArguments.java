// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.math.AxisReduction;
import org.nnlang.graph.Dim;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.Size;
import org.nnlang.value.TypeNames;

/** Sizes and axes as scripts give them. */
public final class SizeArguments {
  private SizeArguments() {}

  /** A shape: one list of sizes, or sizes one by one. */
  public static List<Dim> dims(List<Object> given) {
    return items(given).stream().map(SizeArguments::dim).toList();
  }

  public static Dim dim(Object size) {
    if (size instanceof Long || size instanceof Size) {
      return Size.dim(size);
    }
    throw Problem.of(ErrorCode.TYPE, "a size is an integer, found " + TypeNames.found(size))
        .hint(size instanceof Double ? "`//` divides integers and gives one" : null);
  }

  /** Axes: one list of them, or one by one. */
  public static List<Integer> axes(List<Object> given) {
    return AxisReduction.integers(items(given));
  }

  private static List<?> items(List<Object> given) {
    return given.size() == 1 && given.get(0) instanceof List<?> list ? list : given;
  }

  /** An axis that may be left out: null then. */
  public static @Nullable Integer axis(Arguments a, String name) {
    return a.isNone(name) ? null : (Integer) a.integer(name);
  }
}
