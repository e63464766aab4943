// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.HasMembers;
import org.nnlang.value.Record;
import org.nnlang.value.Show;
import org.nnlang.value.TensorMembers;
import org.nnlang.value.TypeNames;

/** Members of any values. */
public final class Members {
  private Members() {}

  /** Member {@code name} of {@code base}, or null where it has none. */
  public static Object find(NnContext context, Object base, String name) {
    return switch (base) {
      case Record fields -> fields.get(name);
      case HasMembers m -> m.member(name);
      case TensorLike t -> TensorMembers.find(context.engine(), t, name);
      default -> HostThings.read(context, base, name);
    };
  }

  /** The names of members, a new list. */
  public static List<String> names(Object base) {
    Collection<String> names =
        switch (base) {
          case Record fields -> fields.keySet();
          case HasMembers m -> m.names();
          case TensorLike t -> TensorMembers.NAMES;
          default -> List.of();
        };
    return new ArrayList<>(names);
  }

  /** That there is no such member. */
  public static Problem missing(Object base, String name) {
    List<String> names = names(base);
    Problem p =
        Problem.of(
            ErrorCode.UNKNOWN_NAME,
            "there is no `" + name + "` in this value, " + TypeNames.found(base));
    return p.hint(
        Suggest.nearest(name, names)
            .map(near -> "did you mean `" + near + "`?")
            .orElse(names.isEmpty() ? null : "it has " + Show.names(names)));
  }
}
