// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code std}. */
@AutoService(Builtin.class)
public final class Std implements Pure {
  @Override
  public String signature() {
    return "std(x: tensor|list, " + AxisReduction.OPTIONS + ")";
  }

  @Override
  public String doc() {
    return """
    The standard deviation of all elements, or along one or more axes: the root of `var`.\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return AxisReduction.of(Tensors.of(session, a.get("x")), a, session, Ops::std);
  }
}
