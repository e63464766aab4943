// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.nnlang.value.Dataset;

/** Setups that differ from others in one option. */
final class Change {
  private Change() {}

  static Setup with(Setup setup, String option, Object value) {
    try {
      RecordComponent[] parts = Setup.class.getRecordComponents();
      Object[] values = new Object[parts.length];
      Class<?>[] types = new Class<?>[parts.length];
      for (int i = 0; i < parts.length; i++) {
        types[i] = parts[i].getType();
        boolean this_ = parts[i].getName().equals(option);
        values[i] = this_ ? value : parts[i].getAccessor().invoke(setup);
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
