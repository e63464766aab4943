// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.tensor.TensorFunction;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;
import org.nnlang.tensor.DType;
import org.nnlang.value.Arguments;

/** {@code mu_law_decode}. */
@AutoService(Builtin.class)
public final class MuLawDecode extends TensorFunction {
  @Override
  public String signature() {
    return "mu_law_decode(x: tensor|list|integer)";
  }

  @Override
  public String doc() {
    return """
    The samples from -1 to 1 of what `mu_law` gave.
    Example: play(mu_law_decode(ids), rate: 8000)\
    """;
  }

  @Override
  protected Node of(Node ids, Arguments a) {
    Node bent = Numeric.add(Numeric.mul(Numeric.cast(ids, DType.FLOAT32), 2 / MuLaw.MU), -1);
    Node loud = Numeric.add(Numeric.exp(Numeric.mul(Numeric.abs(bent), Math.log1p(MuLaw.MU))), -1);
    return Numeric.mul(Numeric.mul(Numeric.sign(bent), loud), 1 / MuLaw.MU);
  }
}
