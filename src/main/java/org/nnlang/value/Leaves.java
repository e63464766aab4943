// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.nnlang.tensor.TensorLike;

/** The tensors within lists and records, for what goes into a graph and comes out of one. */
public final class Leaves {
  private Leaves() {}

  /** The tensors of a value: itself, or those of its items and fields in order. */
  public static List<TensorLike> of(Object value) {
    List<TensorLike> out = new ArrayList<>();
    collect(value, out);
    return out;
  }

  private static void collect(Object value, List<TensorLike> out) {
    switch (value) {
      case TensorLike t -> out.add(t);
      case List<?> items -> items.forEach(item -> collect(item, out));
      case Record fields -> fields.values().forEach(field -> collect(field, out));
      case null, default -> {}
    }
  }

  /**
   * The value with other tensors in place of its own.
   *
   * @param tensors as many as {@link #of} finds, in that order
   */
  public static Object replace(Object value, Iterator<? extends TensorLike> tensors) {
    return switch (value) {
      case TensorLike t -> tensors.next();
      case List<?> items -> {
        List<Object> out = new ArrayList<>();
        items.forEach(item -> out.add(replace(item, tensors)));
        yield out;
      }
      case Record fields -> {
        Record out = new Record();
        fields.forEach((name, field) -> out.put(name, replace(field, tensors)));
        yield out;
      }
      case null, default -> value;
    };
  }
}
