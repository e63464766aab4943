// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoublePredicate;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.nnlang.backend.Profile;
import org.nnlang.lang.NnContext;

/**
 * Our side, in a process of its own: runs a workload's script as any host would, and trains its net
 * by {@code train}, whose {@code on_step} ends each measured step.
 */
public final class Ours {
  private static final String TRAIN =
      "train(net, [x, y], loss: loss, optimizer: optimizer, batch: x.shape[0], shuffle: false, "
          + "steps: 1_000_000_000, on_step: on_step)";

  /** Threads of nn, 2 where it is not set: as many as the other side has. */
  static final String THREADS = System.getenv().getOrDefault("BENCH_THREADS", "2");

  /** What computes, nn's own engine where it is not set. */
  private static final String BACKEND = "BENCH_BACKEND";

  private static final int PREPARING = 3;
  private static final long WARM_NANOS = 8_000_000_000L;
  private static final long PROFILED_NANOS = 6_000_000_000L;

  private Ours() {}

  /**
   * @param args {@code warm} and a script, which is run and no more; or workload and folder of the
   *     scripts; with the word {@code profile} as the third, it prints where the time goes, with a
   *     file, the net's first weights are written there for the other side, and only some steps are
   *     trained
   */
  public static void main(String[] args) throws IOException {
    if (args[0].equals("warm")) {
      Path folder = Files.createTempDirectory("nn");
      try (var context =
          Context.newBuilder("nn").allowIO(IOAccess.ALL).currentWorkingDirectory(folder).build()) {
        context.eval(Source.newBuilder("nn", Path.of(args[1]).toFile()).build());
      }
      return;
    }
    Workload workload = Workload.of(args[0]);
    Source script = script(workload, Path.of(args[1]));
    if (args.length > 2 && args[2].equals("profile")) {
      profile(script);
      return;
    }
    if (args.length > 2) {
      int[] steps = {0};
      run(script, args[2], loss -> ++steps[0] < PREPARING);
      return;
    }
    var measurement = new Measurement(workload);
    run(script, null, measurement::step);
    System.out.println(measurement.result("ours").toJson());
  }

  private static Source script(Workload workload, Path folder) throws IOException {
    Path file = folder.resolve(workload + ".nn");
    return Files.exists(file)
        ? Source.newBuilder("nn", file.toFile()).build()
        : Source.newBuilder("nn", workload.gpt().script(folder), file.toString()).build();
  }

  private static void profile(Source script) throws IOException {
    var profile = new Profile();
    long start = System.nanoTime();
    long[] begin = {0};
    int[] steps = {0};
    run(
        script,
        null,
        loss -> {
          long now = System.nanoTime();
          if (begin[0] == 0 && now - start > WARM_NANOS) {
            NnContext.get(null).engine().profile(profile);
            begin[0] = System.nanoTime();
          } else if (begin[0] != 0) {
            steps[0]++;
          }
          return begin[0] == 0 || now - begin[0] < PROFILED_NANOS;
        });
    System.out.print(profile.perStep(steps[0]));
  }

  private static void run(Source script, String weights, DoublePredicate onStep)
      throws IOException {
    try (var context =
        Context.newBuilder("nn")
            .allowIO(IOAccess.ALL)
            .option("nn.threads", THREADS)
            .option("nn.backend", System.getenv().getOrDefault(BACKEND, "own"))
            .err(OutputStream.nullOutputStream())
            .build()) {
      ProxyExecutable step = record -> onStep.test(record[0].getMember("loss").asDouble());
      context.getBindings("nn").putMember("on_step", step);
      context.eval(script);
      if (weights != null) {
        context.getBindings("nn").putMember("weights", weights);
        context.eval("nn", "save(net, weights)");
      }
      context.eval("nn", TRAIN);
    }
  }
}
