// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Callable;
import org.nnlang.value.Module;
import org.nnlang.value.Record;
import org.nnlang.value.Show;
import org.nnlang.value.Signature;
import org.nnlang.value.Size;
import org.nnlang.value.TypeNames;
import org.nnlang.value.Unknown;

/** What is known of a value, in a few words. */
final class Described {
  private static final int LONGEST = 60;
  private static final int MOST = 10;

  private Described() {}

  /** {@code [batch, time, 64]}, {@code int[batch]}; null for what is no tensor. */
  static @Nullable String shape(@Nullable Object value) {
    if (!(value instanceof TensorLike t)) {
      return null;
    }
    String element = t.dtype().isFloat() ? "" : t.dtype().word().startsWith("int") ? "int" : "bool";
    return element + Show.shape(t);
  }

  /**
   * {@code integer 3}, {@code gpt(65)}, {@code [batch, 64]}, {@code history}, {@code list of 2:
   * [batch, 64], [batch]}.
   */
  static String value(Object value) {
    String shape = shape(value);
    if (shape != null) {
      return shape;
    }
    String text =
        switch (value) {
          case Long l -> "integer " + l;
          case Double d -> "float " + Show.number(d);
          case Boolean b -> "boolean " + b;
          case String s -> "string " + Show.quoted(s);
          case Size s -> "integer " + s;
          case List<?> l when l.isEmpty() -> "list []";
          case List<?> l -> "list of " + l.size() + ": " + items(l);
          case Record r when r.isEmpty() -> "record {}";
          case Record r -> "record of " + String.join(", ", r.keySet());
          case Module m -> m.describe();
          case Callable c when c.name().equals(c.type()) -> c.signature().toString();
          case Callable c when c.signature() != Signature.ANY -> c.type() + " " + c.signature();
          default -> TypeNames.of(value);
        };
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  private static String items(List<?> list) {
    return list.stream().limit(MOST).map(Described::item).collect(Collectors.joining(", "));
  }

  private static String item(Object value) {
    String shape = shape(value);
    return shape != null
        ? shape
        : switch (value) {
          case Long l -> Show.inner(l);
          case Double d -> Show.inner(d);
          case Boolean b -> Show.inner(b);
          case String s -> Show.inner(s);
          case Size s -> Show.inner(s);
          case Module m -> m.describe();
          default -> value == Unknown.UNKNOWN ? "…" : TypeNames.of(value);
        };
  }
}
