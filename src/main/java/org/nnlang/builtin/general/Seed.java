// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.None;

/** {@code seed}. */
@AutoService(Builtin.class)
public final class Seed implements Builtin {
  @Override
  public String signature() {
    return "seed(n: integer)";
  }

  @Override
  public String doc() {
    return "Begins the random numbers anew: what follows is the same after the same seed.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    session.engine().random().seed(arguments.whole("n"));
    return None.NONE;
  }
}
