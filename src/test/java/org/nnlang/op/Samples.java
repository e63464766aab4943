// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The samples of all ops and functions, found by name: those of {@link MatMul} are what a method
 * {@code matMul} of a class {@code ...Samples} gives.
 */
public final class Samples {
  private static final Map<String, List<Sample>> BY_NAME = new TreeMap<>();

  static {
    new ClassFileImporter()
        .importPackages("org.nnlang.op").stream()
            .filter(c -> c.getSimpleName().endsWith("Samples"))
            .<Class<?>>map(JavaClass::reflect)
            .filter(c -> c != Samples.class)
            .forEach(Samples::add);
  }

  private Samples() {}

  private static void add(Class<?> from) {
    for (Method m : from.getDeclaredMethods()) {
      if (m.getReturnType() != List.class || m.getParameterCount() > 0) {
        continue;
      }
      try {
        List<Sample> samples = ((List<?>) m.invoke(null)).stream().map(Sample.class::cast).toList();
        if (BY_NAME.put(m.getName(), samples) != null) {
          throw new AssertionError("two lists of samples of " + m.getName());
        }
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(from + "." + m.getName(), e);
      }
    }
  }

  /** Of every op and every function. */
  public static Stream<Sample> all() {
    return BY_NAME.values().stream().flatMap(List::stream);
  }

  /** Of an op; none where nobody has written any. */
  public static List<Sample> of(Class<?> op) {
    String name = op.getSimpleName();
    return BY_NAME.getOrDefault(
        Character.toLowerCase(name.charAt(0)) + name.substring(1), List.of());
  }
}
