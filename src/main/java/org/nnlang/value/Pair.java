// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inputs and targets as a script writes them: {@code [x, y]}, {@code [a, b, y]} of two inputs,
 * {@code [x, [y, c]]} of two targets; one alone is both.
 *
 * @param fields inputs and then targets
 * @param targets how many of the fields, the last ones, are targets: 1 or more
 */
public record Pair<T>(List<T> fields, int targets) {
  public Pair {
    fields = List.copyOf(fields);
  }

  /** What a list has of {@code kind}; null where it is no such list. */
  public static <T> @Nullable Pair<T> of(Object value, Class<T> kind) {
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      return null;
    }
    List<T> fields = new ArrayList<>();
    boolean several = list.size() > 1 && list.getLast() instanceof List<?>;
    for (Object item : several ? list.subList(0, list.size() - 1) : list) {
      if (!kind.isInstance(item)) {
        return null;
      }
      fields.add(kind.cast(item));
    }
    if (!several) {
      return new Pair<>(fields, 1);
    }
    List<?> targets = (List<?>) list.getLast();
    for (Object item : targets) {
      if (!kind.isInstance(item)) {
        return null;
      }
      fields.add(kind.cast(item));
    }
    return targets.isEmpty() ? null : new Pair<>(fields, targets.size());
  }

  /** How many of so many fields are inputs. */
  public static int inputs(int fields, int targets) {
    return Math.max(1, fields - targets);
  }

  /** What a net takes. */
  public List<T> inputs() {
    return fields.subList(0, inputs(fields.size(), targets));
  }

  /** What a loss gets: one, or a list where there are several. */
  public Object target() {
    return targets == 1 ? fields.getLast() : new ArrayList<Object>(targetList());
  }

  /** The targets. */
  public List<T> targetList() {
    return fields.subList(fields.size() - targets, fields.size());
  }

  /** As a script writes it. */
  public List<Object> asList() {
    List<Object> out = new ArrayList<>(fields.subList(0, fields.size() - targets));
    out.add(target());
    return out;
  }

  /** Others in the same form. */
  public <S> Pair<S> with(List<S> others) {
    return new Pair<>(others, targets);
  }
}
