// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.TypeNames;
import org.nnlang.value.Unknown;

/** {@code type}. */
@AutoService(Builtin.class)
public final class TypeBuiltin implements Builtin {
  @Override
  public String signature() {
    return "type(x)";
  }

  @Override
  public String doc() {
    return "The word for what a value is: \"integer\", \"list\", \"tensor\", …";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return TypeNames.of(arguments.get("x"));
  }

  /** Known from the tensor's shape alone. */
  @Override
  public Object foresee(Arguments arguments, Session session) {
    return arguments.get("x") == Unknown.UNKNOWN ? Unknown.UNKNOWN : call(arguments, session);
  }
}
