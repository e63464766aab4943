// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.loss;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Losses;
import org.nnlang.value.Arguments;

/** {@code kl}. */
@AutoService(Builtin.class)
public final class Kl extends LossFunction {
  @Override
  public String signature() {
    return "kl(prediction: tensor, target: tensor, *, " + OPTIONS;
  }

  @Override
  public String doc() {
    return """
    The mean over rows of the Kullback-Leibler divergence, of log-probabilities and probabilities along
    the last axis. Both must have the same shape.
    `reduction` is `"mean"`, `"sum"`, or `"none"`: a number a row. `weight` is a number a row; the mean is
    then the weighted sum over the sum of the weights.
    Example: kl(log_softmax(net(x)), softmax(teacher(x)))\
    """;
  }

  @Override
  protected boolean takesLogarithms() {
    return true;
  }

  @Override
  protected Node of(Node prediction, Node target, Losses.Options options, Arguments a) {
    return Losses.kl(prediction, target, options);
  }
}
