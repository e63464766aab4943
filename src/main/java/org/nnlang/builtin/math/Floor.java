// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.general.IntBuiltin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code floor}. */
@AutoService(Builtin.class)
public final class Floor extends NumberFunction {
  @Override
  public String signature() {
    return "floor(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return "The next integer below, element by element.";
  }

  @Override
  protected double of(double x) {
    return Math.floor(x);
  }

  @Override
  protected Node of(Node x) {
    return Numeric.floor(x);
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
