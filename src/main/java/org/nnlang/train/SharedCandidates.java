// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.Arrays;
import java.util.List;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;

/** Steps that try other weights, each worker some of them; the losses are those of one machine. */
final class SharedCandidates extends CandidateSteps {
  private final Helpers helpers;
  private final List<Tensor> written;

  SharedCandidates(
      Module net,
      Dataset data,
      Setup setup,
      Objective objective,
      WeightRows weights,
      BatchOrder batches,
      Helpers helpers) {
    super(net, data, setup, objective, weights, batches);
    this.helpers = helpers;
    written = zerosOfStates();
  }

  @Override
  Measured measure(RunState state, double factor) {
    Helpers.Given found =
        helpers.ask(Share.Work.LOSSES, state, new double[] {factor}, List.of(weights.values()));
    double[] losses = candidates.losses();
    for (Helpers.Head head : found.heads()) {
      // a worker leaves those of others 0
      Arrays.setAll(losses, i -> losses[i] + head.losses()[i]);
    }
    Helpers.Head first = found.heads().getFirst();
    found.read(0, written);
    write(written);
    return new Measured(first.rows()[0], first.batches());
  }

  @Override
  void close() {
    helpers.close();
  }
}
