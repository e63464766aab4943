// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.op.Softmax;
import org.nnlang.value.Arguments;

/** {@code logsumexp}. */
@AutoService(Builtin.class)
public final class Logsumexp implements Pure {
  @Override
  public String signature() {
    return "logsumexp(x: tensor|list, " + AxisReduction.OPTIONS + ")";
  }

  @Override
  public String doc() {
    return """
    `log(sum(exp(x)))` of all elements, or along one or more axes, however large they are.
    Example: logsumexp(logits, axis: -1)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return AxisReduction.of(Tensors.of(session, a.get("x")), a, session, Softmax::logSumExp);
  }
}
