// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.list;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;

/** {@code keys}. */
@AutoService(Builtin.class)
public final class Keys implements Builtin {
  @Override
  public String signature() {
    return "keys(x: record)";
  }

  @Override
  public String doc() {
    return "A list of the names of a record.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return new ArrayList<>(arguments.record("x").keySet());
  }
}
