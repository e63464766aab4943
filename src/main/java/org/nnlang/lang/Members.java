// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import org.jspecify.annotations.Nullable;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.HasMembers;
import org.nnlang.value.Record;
import org.nnlang.value.TensorMembers;

/** Members of any values. */
public final class Members {
  private Members() {}

  /** Member {@code name} of {@code base}, or null where it has none. */
  public static @Nullable Object find(NnContext context, Object base, String name) {
    return switch (base) {
      case Record fields -> fields.get(name);
      case HasMembers m -> m.member(name);
      case TensorLike t -> TensorMembers.find(context.engine(), t, name);
      default -> HostThings.read(context, base, name);
    };
  }
}
