// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.io.IOAccess;

/** Runs what the tests of this module train. */
final class Scripts {
  /** Dropout, shuffling, and a last batch of an epoch that is not full. */
  static final String NET =
      """
      seed(3)
      x = randn([37, 8])
      y = mean(x ^ 2, axis: 1, keep: true)
      net = linear(8, 32) >> tanh >> dropout(0.2) >> linear(32, 1)
      """;

  private Scripts() {}

  /** The losses of all steps, and after them the sums of the weights. */
  static double[] train(String options) {
    String text =
        NET
            + "h = train(net, [x, y], loss: mse, batch: 10, seed: 5, "
            + options
            + ")\n"
            + "h.loss + map(values(params(net)), w -> sum(w).item())";
    try (Context context = open()) {
      return context.eval("nn", text).as(double[].class);
    }
  }

  /** What a training that cannot be says. */
  static String failure(String options) {
    try {
      train(options);
      return "";
    } catch (PolyglotException e) {
      return e.getMessage();
    }
  }

  static String on(String master, int workers, String more) {
    return ", cluster: spark(\"%s\", workers: %d%s)".formatted(master, workers, more);
  }

  private static Context open() {
    return Context.newBuilder("nn")
        .allowIO(IOAccess.ALL)
        .allowHostAccess(HostAccess.newBuilder().allowArrayAccess(true).build())
        .option("engine.WarnInterpreterOnly", "false")
        .option("nn.threads", "1")
        .build();
  }
}
