// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;

/**
 * A training that is kept after each step in the folder it is given: what {@link KilledTest} kills.
 */
final class KilledChild {
  private static final String SCRIPT =
      """
      seed(4)
      x = randn([12, 2])
      net = linear(2, 4) >> batch_norm(4) >> dropout(0.1) >> linear(4, 1)
      h = train(net, [x, x[:, 0..1]], loss: mse, optimizer: adam(lr: 1e-2), steps: 60, batch: 4, seed: 9,
                validate: [x + 1, x[:, 1..2]], every: 1, checkpoint: folder, resume: true, average: 0.9,
                on_step: r -> print(r.step))
      # a byte that may be read first where no step was left; what was drawn after the training too
      print()
      print("end", h.loss, h.val_loss, map(values(params(net)), w -> w.list()), rand([2]).list())
      """;

  private KilledChild() {}

  public static void main(String[] args) {
    try (var context =
        Context.newBuilder("nn")
            .option("engine.WarnInterpreterOnly", "false")
            .option("nn.threads", "1")
            .allowIO(IOAccess.ALL)
            .build()) {
      context.getBindings("nn").putMember("folder", args[0]);
      context.eval("nn", SCRIPT);
    }
  }
}
