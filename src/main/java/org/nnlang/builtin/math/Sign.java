// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code sign}. */
@AutoService(Builtin.class)
public final class Sign extends NumberFunction {
  @Override
  public String signature() {
    return "sign(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return "-1, 0 or 1, element by element.";
  }

  @Override
  protected double of(double x) {
    return Math.signum(x);
  }

  @Override
  protected Object whole(long x) {
    return (long) Long.signum(x);
  }

  @Override
  protected Node of(Node x) {
    return Numeric.sign(x);
  }
}
