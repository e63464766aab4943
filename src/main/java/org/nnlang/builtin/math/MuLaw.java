// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.tensor.TensorFunction;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;
import org.nnlang.tensor.DType;
import org.nnlang.value.Arguments;

/** {@code mu_law}. */
@AutoService(Builtin.class)
public final class MuLaw extends TensorFunction {
  static final double MU = 255;

  @Override
  public String signature() {
    return "mu_law(x: tensor|list|number)";
  }

  @Override
  public String doc() {
    return """
    Samples from -1 to 1 as ints from 0 to 255, finer near silence: sound as tokens. `mu_law_decode`
    turns them back.
    Example: ids = mu_law(audio("bell.wav", rate: 8000))\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    Node clipped = Numeric.clip(Numeric.cast(x, DType.FLOAT32), -1, 1);
    Node loud = Numeric.log(Numeric.add(Numeric.mul(Numeric.abs(clipped), MU), 1));
    Node bent = Numeric.mul(Numeric.mul(Numeric.sign(clipped), loud), 1 / Math.log1p(MU));
    return Numeric.cast(
        Numeric.floor(Numeric.add(Numeric.mul(Numeric.add(bent, 1), MU / 2), 0.5)), DType.INT);
  }
}
