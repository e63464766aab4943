// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.UnequalSizes;
import org.nnlang.tensor.TensorLike;

/** {@code [a, b] = value}. */
public final class Destructuring {
  private Destructuring() {}

  /**
   * The items of a list, range, or a tensor's first axis.
   *
   * @param count how many names there are for them
   * @throws Problem {@code type}, or {@code shape} where there are more or fewer
   */
  public static List<Object> apart(@Nullable Engine engine, Object value, int count) {
    long size =
        switch (value) {
          case List<?> list -> list.size();
          case HasItems items -> items.items().size();
          case Range range -> range.size();
          case TensorLike t -> Indexing.firstAxis(t, "cannot be taken apart");
          default ->
              throw Problem.of(
                  ErrorCode.TYPE,
                  "only lists, ranges and tensors can be taken apart, found "
                      + TypeNames.found(value));
        };
    if (size != count) {
      throw Problem.of(
          ErrorCode.SHAPE,
          UnequalSizes.of(
              (count == 1 ? "there is 1 name for " : "there are " + count + " names for ")
                  + size
                  + (size == 1 ? " item" : " items")
                  + (value instanceof TensorLike t ? " of a tensor of shape " + Show.shape(t) : ""),
              count,
              size));
    }
    List<Object> items = new ArrayList<>();
    Items.of(engine, value).forEachRemaining(items::add);
    return items;
  }
}
