// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.util.List;
import org.nnlang.engine.Engine;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Kind;

/** What a script may give for data: a data set, a list of tensors, or one. */
final class Data {
  private Data() {}

  static Dataset of(Engine engine, Object given) {
    return switch (given) {
      case Dataset d -> d;
      case Tensor t -> Dataset.of(engine.memory(), List.of(t));
      case List<?> list when !list.isEmpty() && list.stream().allMatch(Tensor.class::isInstance) ->
          Dataset.of(engine.memory(), list.stream().map(Tensor.class::cast).toList());
      default ->
          throw Problem.of("type", "data must be a data set or tensors, found " + Kind.found(given))
              .hint("`[x, y]`, whose first axes are the rows");
    };
  }
}
