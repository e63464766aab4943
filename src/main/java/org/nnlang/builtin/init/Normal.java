// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.init;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.tensor.ShapeFunction;
import org.nnlang.layer.Inits;
import org.nnlang.value.Arguments;

/** {@code normal}. */
@AutoService(Builtin.class)
public final class Normal implements Builtin {
  @Override
  public String signature() {
    return "normal(std: float = 1.0) -> function";
  }

  @Override
  public String doc() {
    return """
    A function that draws a tensor of a shape from normal numbers of mean 0: for `init`.
    Example: linear(8, 8, init: normal(std: 0.02))\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return new ShapeFunction(
        "normal", shape -> Inits.normal(session.engine(), RangeChecks.least(a, "std", 0), shape));
  }
}
