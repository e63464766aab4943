// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import org.jspecify.annotations.Nullable;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Module;
import org.nnlang.value.Show;
import org.nnlang.value.Size;
import org.nnlang.value.TypeNames;

/** What is known of a value, in a few words. */
final class Described {
  private static final int LONGEST = 60;

  private Described() {}

  /** {@code [batch, time, 64]}, {@code int[batch]}; null for what is no tensor. */
  static @Nullable String shape(@Nullable Object value) {
    if (!(value instanceof TensorLike t)) {
      return null;
    }
    String element = t.dtype().isFloat() ? "" : t.dtype().word().startsWith("int") ? "int" : "bool";
    return element + Show.shape(t);
  }

  /** {@code integer 3}, {@code gpt(65)}, {@code [batch, 64]}, {@code history}. */
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
          case Module m -> m.describe();
          default -> TypeNames.of(value);
        };
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
