// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.general;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Unknown;

/** {@code clock}. */
@AutoService(Builtin.class)
public final class Clock implements Builtin {
  @Override
  public String signature() {
    return "clock()";
  }

  @Override
  public String doc() {
    return "Seconds since some moment in the past, for measuring how long something takes.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return System.nanoTime() / 1e9;
  }

  @Override
  public Object foresee(Arguments arguments, Session session) {
    return Unknown.UNKNOWN;
  }
}
