// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** {@code abs}. */
@AutoService(Builtin.class)
public final class Abs extends NumberFunction {
  @Override
  public String signature() {
    return "abs(x: number|tensor|list)";
  }

  @Override
  public String doc() {
    return "The size of a number without its sign, element by element.";
  }

  @Override
  protected double of(double x) {
    return Math.abs(x);
  }

  @Override
  protected Node of(Node x) {
    return Numeric.abs(x);
  }

  @Override
  protected Object whole(long x) {
    if (x == Long.MIN_VALUE) {
      throw Problem.of(ErrorCode.ARITHMETIC, "the result does not fit an integer of 64 bits");
    }
    return Math.abs(x);
  }
}
