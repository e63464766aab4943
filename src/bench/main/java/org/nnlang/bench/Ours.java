// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.DoublePredicate;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * Our side, in a process of its own: runs a workload's script as any host would, and trains its net
 * by {@code train}, whose {@code on_step} ends each measured step.
 */
public final class Ours {
  private static final String TRAIN =
      "train(net, [x, y], loss: loss, optimizer: optimizer, batch: x.shape[0], shuffle: false, "
          + "steps: 1_000_000_000, on_step: on_step)";

  private static final int PREPARING = 3;

  private Ours() {}

  /**
   * @param args workload and folder of the scripts; with a file as the third, its first weights are
   *     written there for the other side, and only some steps are trained
   */
  public static void main(String[] args) throws IOException {
    Workload workload = Workload.valueOf(args[0]);
    Path script = Path.of(args[1], workload + ".nn");
    if (args.length > 2) {
      int[] steps = {0};
      run(script, args[2], loss -> ++steps[0] < PREPARING);
      return;
    }
    var measurement = new Measurement(workload);
    run(script, null, measurement::step);
    System.out.println(measurement.result("ours").toJson());
  }

  private static void run(Path script, String weights, DoublePredicate onStep) throws IOException {
    try (var context =
        Context.newBuilder("nn")
            .allowIO(IOAccess.ALL)
            .option("nn.threads", "2")
            .err(OutputStream.nullOutputStream())
            .build()) {
      ProxyExecutable step = record -> onStep.test(record[0].getMember("loss").asDouble());
      context.getBindings("nn").putMember("on_step", step);
      context.eval(Source.newBuilder("nn", script.toFile()).build());
      if (weights != null) {
        context.getBindings("nn").putMember("weights", weights);
        context.eval("nn", "save(net, weights)");
      }
      context.eval("nn", TRAIN);
    }
  }
}
