// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Reads;
import org.nnlang.engine.Variable;
import org.nnlang.tensor.TensorLike;

/** Values that a function comes by while it is traced, and what of them may change. */
public final class Reading {
  /** Lists of more items are not compared at each call. */
  private static final int LONG = 200;

  private Reading() {}

  /** Tells what of a value may be another thing later. Of kinds not named here, nobody knows. */
  public static void of(Reads reads, @Nullable Object value) {
    if (!reads.areKnown()) {
      return;
    }
    switch (value) {
      case null -> {}
      case TensorLike t -> {}
      case Variable v -> {}
      case Long l -> {}
      case Double d -> {}
      case Boolean b -> {}
      case String s -> {}
      case None n -> {}
      case Range r -> {}
      case Module m -> m.tell(reads);
      case List<?> list -> items(reads, list, list, List.of());
      case Record fields -> items(reads, fields, fields.values(), fields.keySet());
      case Callable c when c.tellsReads() -> {}
      default -> reads.unknown();
    }
  }

  private static void items(Reads reads, Object whole, Collection<?> items, Collection<?> names) {
    if (items.size() > LONG) {
      reads.unknown();
    }
    if (!reads.areKnown() || reads.have(whole)) {
      return;
    }
    List<Object> then = new ArrayList<>(items);
    List<Object> called = new ArrayList<>(names);
    reads.on(whole, () -> same(then, items) && same(called, names));
    then.forEach(item -> of(reads, item));
  }

  /** Whether the items are those that they were, and not only equal to them. */
  private static boolean same(List<Object> then, Collection<?> items) {
    int i = 0;
    for (Object item : items) {
      if (i == then.size() || then.get(i) != item) {
        return false;
      }
      i++;
    }
    return i == then.size();
  }
}
