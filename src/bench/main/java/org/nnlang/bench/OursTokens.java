// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.nnlang.kernel.Pool;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** Our side of drawing tokens, in a process of its own, and what the machine's memory allows. */
public final class OursTokens {
  private static final int PIECE = 1 << 12;

  private OursTokens() {}

  /**
   * @param args {@code draw} with workload and folder of the scripts; the same and a file, which
   *     the net's weights are written to; {@code floor} with a number of bytes; or {@code first}
   *     with the folder and a file of weights
   */
  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "floor" -> System.out.println(floor(Long.parseLong(args[1])).toJson("floor", args[1]));
      case "first" -> first(Path.of(args[1]), args[2]);
      default ->
          draw(Generation.valueOf(args[1]), Path.of(args[2]), args.length > 3 ? args[3] : null);
    }
  }

  private static Context context(String... arguments) {
    return Context.newBuilder("nn")
        .allowIO(IOAccess.ALL)
        .arguments("nn", arguments)
        .option("nn.threads", Ours.THREADS)
        .err(OutputStream.nullOutputStream())
        .build();
  }

  private static void draw(Generation g, Path scripts, String weights) throws IOException {
    try (var context = context()) {
      context.eval(Source.newBuilder("nn", scripts.resolve(g + ".nn").toFile()).build());
      Value bindings = context.getBindings("nn");
      if (weights != null) {
        bindings.putMember("weights", weights);
        context.eval("nn", "save(net, weights)");
        return;
      }
      Value generate = bindings.getMember("generate");
      Tokens tokens = Tokens.of(g.tokens() * g.count(), generate::executeVoid);
      System.out.println(tokens.toJson("ours", g.name()));
    }
  }

  /** Prints the seconds from the start of the process to the first letter. */
  private static void first(Path scripts, String weights) throws IOException {
    try (var context = context("--weights=" + weights)) {
      context.eval(Source.newBuilder("nn", scripts.resolve("first.nn").toFile()).build());
      context.eval("nn", "sample(net, shape: [1], prompt: 0)");
      Instant now = Instant.now();
      double start = Long.parseLong(System.getenv(Measurement.START)) * 1e-9;
      double seconds = now.getEpochSecond() + now.getNano() * 1e-9 - start;
      System.out.println(String.format(Locale.ROOT, "%.3f", seconds));
    }
  }

  /** How long it takes to read so much memory once, by all threads and doing nothing else. */
  private static Tokens floor(long bytes) {
    var memory = new Memory(bytes + (1L << 24));
    MemorySegment weights = Tensor.floats(memory, i -> 1e-3, bytes / Float.BYTES).data();
    int pieces = Math.toIntExact(weights.byteSize() / (4 * PIECE));
    try (Pool pool = new Pool(Integer.parseInt(Ours.THREADS), () -> {})) {
      return Tokens.of(
          1,
          () ->
              pool.parallel(
                  Math.max(1, pieces / 16),
                  bytes / 10,
                  (block, worker) -> {
                    float[] to = pool.scratch(worker).floats(0, PIECE);
                    for (int i = 16 * block; i < Math.min(pieces, 16 * block + 16); i++) {
                      MemorySegment.copy(
                          weights, ValueLayout.JAVA_FLOAT, 4L * PIECE * i, to, 0, PIECE);
                    }
                  }));
    }
  }
}
