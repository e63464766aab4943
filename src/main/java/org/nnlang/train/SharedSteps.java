// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;

/**
 * Steps along gradients that workers compute of a share of each batch; their mean is that of the
 * whole batch, and the optimizer works here.
 */
final class SharedSteps extends GradientSteps {
  private final Helpers helpers;
  private final Tensor gradients;
  private final List<Tensor> written;

  SharedSteps(
      Module net,
      Dataset data,
      Setup setup,
      Objective objective,
      WeightRows weights,
      BatchOrder batches,
      Helpers helpers) {
    super(net, data, setup, objective, weights, batches);
    this.helpers = helpers;
    gradients = weights.zeros();
    written = zerosOfStates();
  }

  @Override
  Gradients gradients(RunState state) {
    Helpers.Given found =
        helpers.ask(Share.Work.GRADIENTS, state, new double[] {1}, List.of(weights.values()));
    double all = found.heads().stream().mapToDouble(Helpers.Head::allRows).sum();
    double loss = 0;
    for (Helpers.Head head : found.heads()) {
      loss += head.allRows() > 0 ? head.allRows() / all * head.losses()[0] : 0;
    }
    found.read(0, List.of(gradients));
    found.read(1, written);
    write(written);
    return new Gradients(loss, gradients, 1);
  }

  @Override
  void close() {
    helpers.close();
  }
}
