// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.LinkedHashMap;
import java.util.Map;

/** A record: values by name, in the order in which they were first set. */
public final class Record extends LinkedHashMap<String, Object> {
  public Record() {}

  public Record(Map<String, ?> fields) {
    super(fields);
  }

  /** This record with one more field, for writing several in one expression. */
  public Record with(String name, Object value) {
    put(name, value);
    return this;
  }
}
