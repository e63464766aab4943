// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.tensor.TensorLike;

/** Which members a value has, and what to say where one is missing. */
public final class MemberNames {
  private MemberNames() {}

  /** The names of members, a new list. */
  public static List<String> of(Object base) {
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
    List<String> names = of(base);
    return Problem.of(
            ErrorCode.UNKNOWN_NAME,
            "there is no `" + name + "` in this value, " + TypeNames.found(base))
        .hint(
            Suggest.nearest(name, names)
                .map(near -> "did you mean `" + near + "`?")
                .orElse(names.isEmpty() ? null : "it has " + Show.names(names)));
  }

  /** That there is neither such a member nor a function that might be called with the value. */
  public static Problem missing(Object base, String name, Collection<String> functions) {
    List<String> names = of(base);
    names.addAll(functions);
    return missing(base, name)
        .hint(
            Suggest.nearest(name, names)
                .map(near -> "did you mean `" + near + "`?")
                .orElse("there is no function `" + name + "` either"));
  }
}
