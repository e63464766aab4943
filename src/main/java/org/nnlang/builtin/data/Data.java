// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import java.util.List;
import java.util.function.UnaryOperator;
import org.nnlang.builtin.Given;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.io.Batches;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Dataset;
import org.nnlang.value.DatasetSpec;
import org.nnlang.value.Pair;
import org.nnlang.value.TypeNames;
import org.nnlang.value.Unknown;

/** What a script may give for data: a data set, batches of one, a list of tensors, or one. */
public final class Data {
  private Data() {}

  public static Dataset of(Engine engine, Object given) {
    return switch (given) {
      case Dataset d -> d;
      case Batches b -> b.data();
      case Tensor t -> Dataset.of(engine.memory(), List.of(t));
      case List<?> list when Given.isPair(list) -> Dataset.of(engine.memory(), Given.pair(list));
      default ->
          throw Problem.of(
                  ErrorCode.TYPE,
                  "data must be a data set or tensors, found " + TypeNames.found(given))
              .hint("`[x, y]`, whose first axes are the rows; `[x, [y, c]]` has two targets");
    };
  }

  /**
   * Data of which no more is known than what {@code like} makes of the type of each tensor: for
   * functions whose results are like their data, where a script is only looked at.
   */
  public static Object likeness(Engine engine, Object data, UnaryOperator<Type> like) {
    return switch (data) {
      case TensorLike t when t.rank() > 0 -> node(engine, like.apply(Type.of(t)));
      case List<?> list when DatasetSpec.pair(list) instanceof Pair<TensorLike> pair -> {
        yield pair.with(
                pair.fields().stream().map(t -> node(engine, like.apply(Type.of(t)))).toList())
            .asList();
      }
      case DatasetSpec o -> o;
      default -> Unknown.UNKNOWN;
    };
  }

  /** A tensor of which only the type is known. */
  public static Node node(Engine engine, Type type) {
    return engine.trace().graph().input(type, new Object());
  }
}
