// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Node;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/** What a script reads of a tensor by name. */
public final class TensorMembers {
  /** The names. */
  public static final List<String> NAMES = List.of("shape", "dtype", "T");

  private TensorMembers() {}

  /** {@code shape}, a list of integers; {@code dtype}, a word; {@code T}, axes turned around. */
  public static @Nullable Object find(Engine engine, TensorLike t, String name) {
    return switch (name) {
      case "shape" -> shape(t);
      case "dtype" -> t.dtype().word();
      case "T" -> Elementwise.transposed(engine, t);
      default -> null;
    };
  }

  /** The sizes, those not known yet as {@link Size}s. */
  public static List<Object> shape(TensorLike t) {
    List<Object> sizes = new ArrayList<>();
    if (t instanceof Tensor tensor) {
      for (long size : tensor.shape()) {
        sizes.add(size);
      }
    } else {
      ((Node) t).type().dims().forEach(dim -> sizes.add(Size.of(dim)));
    }
    return sizes;
  }

  /**
   * The numbers as lists of lists, one level for each axis; of a tensor of one number that number.
   */
  public static Object list(Tensor t) {
    return list(t, 0, 0, t.size());
  }

  private static Object list(Tensor t, int axis, long from, long size) {
    if (axis == t.rank()) {
      return switch (t.dtype()) {
        case INT -> t.getLong(from);
        case BOOL -> t.getLong(from) != 0;
        // the shortest number that is this one in single precision, 0.1 and not 0.10000000149
        case FLOAT32 -> Double.parseDouble(Float.toString((float) t.getDouble(from)));
        case FLOAT64 -> t.getDouble(from);
      };
    }
    List<Object> items = new ArrayList<>();
    long count = t.dim(axis);
    for (long i = 0; i < count; i++) {
      items.add(list(t, axis + 1, from + i * (size / count), size / count));
    }
    return items;
  }
}
