// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.nnlang.value.Dataset;

/** Setups that differ from others in one option. */
final class Change {
  private Change() {}

  static Setup with(Setup setup, String option, Object value) {
    return with(setup, Map.of(option, value));
  }

  static Setup with(Setup setup, Map<String, Object> options) {
    try {
      RecordComponent[] parts = Setup.class.getRecordComponents();
      Object[] values = new Object[parts.length];
      Class<?>[] types = new Class<?>[parts.length];
      for (int i = 0; i < parts.length; i++) {
        types[i] = parts[i].getType();
        Object other = options.get(parts[i].getName());
        values[i] = other != null ? other : parts[i].getAccessor().invoke(setup);
      }
      Constructor<Setup> make = Setup.class.getDeclaredConstructor(types);
      return make.newInstance(values);
    } catch (ReflectiveOperationException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    }
  }

  static Setup clip(Setup setup, double norm) {
    return with(setup, "clip", norm);
  }

  static Setup schedule(Setup setup, Schedule schedule) {
    return with(setup, "schedule", schedule);
  }

  static Setup groups(Setup setup, List<Setup.Group> groups) {
    return with(setup, "groups", groups);
  }

  static Setup validate(Setup setup, Dataset data, long every) {
    return with(with(setup, "validate", data), "every", every);
  }
}
