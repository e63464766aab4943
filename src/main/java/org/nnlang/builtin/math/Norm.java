// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.op.Ops;
import org.nnlang.value.Arguments;

/** {@code norm}. */
@AutoService(Builtin.class)
public final class Norm implements Pure {
  @Override
  public String signature() {
    return "norm(x: tensor|list, " + AxisReduction.OPTIONS + ")";
  }

  @Override
  public String doc() {
    return "The root of the sum of squares of all elements, or along one or more axes.";
  }

  @Override
  public Object call(Arguments a, Session session) {
    return AxisReduction.of(Tensors.of(session, a.get("x")), a, session, Ops::norm);
  }
}
