// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.loss;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Losses;
import org.nnlang.value.Arguments;

/** {@code binary_cross_entropy}. */
@AutoService(Builtin.class)
public final class BinaryCrossEntropy extends LossFunction {
  @Override
  public String signature() {
    return "binary_cross_entropy(prediction: tensor, target: tensor, *, " + OPTIONS;
  }

  @Override
  public String doc() {
    return """
    The mean cross entropy of yes and no, of logits and targets from 0 to 1. Both must have the same shape.
    `reduction` is `"mean"`, `"sum"`, or `"none"`: a number each. `weight` is a number a row (`[rows]`), or
    broadcasts to the prediction; the mean is over how many there are,
    as PyTorch's.
    Example: binary_cross_entropy(net(x), y, weight: 1 + 4 * y)\
    """;
  }

  @Override
  protected boolean takesLogits() {
    return true;
  }

  @Override
  protected Node of(Node prediction, Node target, Losses.Options options, Arguments a) {
    return Losses.binaryCrossEntropy(prediction, target, options);
  }
}
