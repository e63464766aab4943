// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.List;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** What can be done to all weights of an instance, or of instances in lists and records. */
public final class WeightActions {
  private WeightActions() {}

  /** Has the parameters trained or not; a problem where there is something that has none. */
  public static void trainable(Object part, boolean on) {
    switch (part) {
      case Module m -> {
        if (on) {
          m.mustNotBePacked("trained");
        }
        m.parameters().values().forEach(v -> v.trainable(on));
      }
      case HasItems items -> items.items().forEach(item -> trainable(item, on));
      case List<?> items -> items.forEach(item -> trainable(item, on));
      case Record fields -> fields.values().forEach(field -> trainable(field, on));
      // functions in a chain have no weights
      case Callable f -> {}
      case null, default ->
          throw Problem.of(
              ErrorCode.TYPE, "only parts of nets have weights, found " + TypeNames.found(part));
    }
  }
}
