// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.Arrays;
import java.util.List;
import org.nnlang.engine.Variable;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;

/** Steps that try other weights, each worker some of them; the losses are those of one machine. */
final class SharedCandidates extends CandidateSteps {
  private final Helpers helpers;
  private final WeightedSum written;

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
    written = new WeightedSum(engine, states().stream().map(Variable::value).toList());
  }

  @Override
  Measured measure(RunState state, double factor) {
    List<Helpers.Answer> answers =
        helpers.ask(Share.Work.LOSSES, state, new double[] {factor}, List.of(weights.values()));
    double[] losses = candidates.losses();
    for (Helpers.Answer a : answers) {
      // a worker leaves those of others 0
      Arrays.setAll(losses, i -> losses[i] + a.losses()[i]);
    }
    Helpers.Answer first = answers.getFirst();
    written.begin();
    written.add(first.tensors(), 1, true);
    write(written.sums());
    return new Measured(first.rows()[0], first.scale());
  }

  @Override
  void close() {
    helpers.close();
  }
}
