// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;

/** {@code pi}. */
@AutoService(Builtin.class)
public final class Pi implements Builtin {
  @Override
  public String signature() {
    return "pi()";
  }

  @Override
  public String doc() {
    return "The number 3.14159…, as a value: `2 * pi`.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return Math.PI;
  }

  @Override
  public Object constant() {
    return Math.PI;
  }
}
