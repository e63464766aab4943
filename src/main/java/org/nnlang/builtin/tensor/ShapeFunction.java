// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nnlang.layer.FirstValues;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Pending;
import org.nnlang.value.Callable;
import org.nnlang.value.Show;
import org.nnlang.value.Signature;
import org.nnlang.value.TypeNames;

/** A function from a shape to a tensor, as layers take for {@code init}. */
public record ShapeFunction(String name, Function<long[], Pending> draw)
    implements Callable, FirstValues {
  private static final Signature SIGNATURE = Signature.of("init(shape: list)");

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Object call(Object[] positional, Map<String, Object> named) {
    return later(sizes(SIGNATURE.bind(positional, named).list("shape"))).get();
  }

  @Override
  public Pending later(long... shape) {
    return draw.apply(shape);
  }

  /** A shape as a script writes it. */
  public static long[] sizes(List<Object> shape) {
    long[] sizes = new long[shape.size()];
    for (int i = 0; i < sizes.length; i++) {
      if (!(shape.get(i) instanceof Long size) || size < 0) {
        throw Problem.of(
            ErrorCode.ARGUMENT,
            "a shape must be a list of sizes, found "
                + TypeNames.found(shape.get(i))
                + " in "
                + Show.inner(shape));
      }
      sizes[i] = size;
    }
    return sizes;
  }
}
