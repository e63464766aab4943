// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.nnlang.value.Show;

/** Writes records of settings as the calls that made them. */
final class SettingCalls {
  private SettingCalls() {}

  /**
   * {@code sgd(lr: 0.1, momentum: 0.9)}: all settings that are not zero or false; two betas as a
   * list.
   */
  static String show(Object settings) {
    Class<?> type = settings.getClass();
    var out = new StringJoiner(", ", word(type.getSimpleName()) + "(", ")");
    Object first = null;
    for (RecordComponent c : type.getRecordComponents()) {
      Object read = read(c, settings);
      Object value = read instanceof Integer n ? (Object) n.longValue() : read;
      if (c.getName().equals("beta1")) {
        first = value;
        continue;
      }
      if (c.getName().equals("beta2")) {
        out.add("betas: " + Show.inner(List.of(first, value)));
        continue;
      }
      boolean shown =
          value instanceof Number n
              ? n.doubleValue() != 0
              : value != null && value != (Object) false;
      if (shown) {
        out.add(word(c.getName()) + ": " + Show.inner(value));
      }
    }
    return out.toString();
  }

  private static Object read(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code weightDecay} as {@code weight_decay}. */
  private static String word(String java) {
    String snake = java.replaceAll("([a-z])([A-Z][a-z])", "$1_$2");
    return snake.toLowerCase(Locale.ROOT);
  }
}
