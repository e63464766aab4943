// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.engine.Variable;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;

/**
 * Steps along gradients that workers compute of a share of each batch; their mean is that of the
 * whole batch, and the optimizer works here.
 */
final class SharedSteps extends GradientSteps {
  private final Helpers helpers;
  private final WeightedSum gradients;
  private final WeightedSum written;

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
    gradients = new WeightedSum(engine, List.of(weights.values()));
    written = new WeightedSum(engine, states().stream().map(Variable::value).toList());
  }

  @Override
  Gradients gradients(RunState state) {
    List<Helpers.Answer> answers =
        helpers.ask(Share.Work.GRADIENTS, state, new double[] {1}, List.of(weights.values()));
    double all = answers.stream().mapToDouble(Helpers.Answer::allRows).sum();
    double loss = 0;
    boolean first = true;
    gradients.begin();
    written.begin();
    for (Helpers.Answer a : answers) {
      double share = a.allRows() / all;
      if (share > 0) {
        loss += share * a.losses()[0];
        gradients.add(a.tensors(), share * a.scale(), first);
        written.add(a.tensors(), share, first);
        first = false;
      }
    }
    write(written.sums());
    return new Gradients(loss, gradients.sums().getFirst(), 1);
  }

  @Override
  void close() {
    helpers.close();
  }
}
