// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.syntax.BinaryOp;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Arithmetic;

/** {@code sum}. */
@AutoService(Builtin.class)
public final class Sum implements Pure {
  @Override
  public String signature() {
    return "sum(x, " + AxisReduction.OPTIONS + ")";
  }

  @Override
  public String doc() {
    return "The sum of the items of a list, or of the elements of a tensor along its axes.";
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    if (arguments.get("x") instanceof TensorLike t) {
      return AxisReduction.of(t, arguments, session, Ops::sum);
    }
    if (arguments.given("axis") || arguments.given("keep")) {
      throw Problem.of(ErrorCode.ARGUMENT, "`axis` and `keep` are for a tensor");
    }
    return AxisReduction.fold(
        arguments.get("x"),
        0L,
        (a, b) -> Arithmetic.apply(session.engine(), BinaryOp.ADD, a, b),
        session);
  }
}
