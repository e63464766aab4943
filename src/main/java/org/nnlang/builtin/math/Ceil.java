// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.general.IntBuiltin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code ceil}. */
@AutoService(Builtin.class)
public final class Ceil extends NumberFunction {
  @Override
  public String signature() {
    return "ceil(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return "The next integer above, element by element.";
  }

  @Override
  protected double of(double x) {
    return Math.ceil(x);
  }

  @Override
  protected Node of(Node x) {
    return Numeric.ceil(x);
  }

  @Override
  protected Object number(double x) {
    return IntBuiltin.whole(of(x));
  }

  @Override
  protected Object whole(long x) {
    return x;
  }
}
