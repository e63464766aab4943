// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.syntax.BinaryOp;
import org.nnlang.value.Arguments;
import org.nnlang.value.Arithmetic;

/** {@code pow}. */
@AutoService(Builtin.class)
public final class Pow implements Pure {
  @Override
  public String signature() {
    return "pow(x: number|tensor, exponent: number|tensor)";
  }

  @Override
  public String doc() {
    return "`x ^ exponent`.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    return Arithmetic.apply(
        session.engine(), BinaryOp.POWER, arguments.get("x"), arguments.get("exponent"));
  }
}
