// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * A setting of an operator.
 *
 * @param key equal for equal ones; empty where no two are
 */
record Attribute(Proto message, String key) {
  private static final int NAME = 1;
  private static final int KIND = 20;

  static Attribute of(String name, long value) {
    return new Attribute(named(name, 2).number(3, value), name + value);
  }

  static Attribute of(String name, float value) {
    return new Attribute(named(name, 1).real(2, value), name + value);
  }

  static Attribute of(String name, String value) {
    return new Attribute(named(name, 3).text(4, value), name + value);
  }

  static Attribute of(String name, long... values) {
    Proto message = named(name, 7);
    Arrays.stream(values).forEach(v -> message.number(8, v));
    return new Attribute(message, name + Arrays.toString(values));
  }

  static Attribute of(String name, List<Integer> values) {
    return of(name, values.stream().mapToLong(v -> v).toArray());
  }

  static Attribute tensor(String name, Proto tensor, String key) {
    return new Attribute(named(name, 4).message(5, tensor), name + key);
  }

  static Attribute graph(String name, Proto graph) {
    return new Attribute(named(name, 5).message(6, graph), "");
  }

  private static Proto named(String name, int kind) {
    return new Proto().text(NAME, name).number(KIND, kind);
  }
}
