// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory stays what it is, however often nets are made and thrown away. {@code -Dnn.soak=1800} runs
 * it for so many seconds, and prints the curve as lines of numbers: see the profile {@code soak}.
 */
@EnabledIfSystemProperty(named = "nn.soak", matches = "\\d+")
class SoakTest {
  private static final int CONTEXTS = Integer.getInteger("nn.contexts", 10_000);
  private static final float[][] X = {{-1}, {-0.5f}, {0}, {0.5f}, {1}};
  private static final float[][] Y = {{1}, {0.25f}, {0}, {0.25f}, {1}};
  private static final String NET =
      """
      model Net(hidden = 16) {
        layers = linear(1, hidden) >> tanh >> linear(hidden, 1)
        forward(x: [batch, 1]) -> [batch, 1] = layers(x) SCALED
      }
      Net()
      """;

  @TempDir private Path folder;

  /** What the process has, after all that is not needed was thrown away. */
  private record Memory(double heap, double resident, int threads) {
    static Memory now() throws IOException {
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
      Path status = Path.of("/proc/self/status");
      double resident =
          !Files.exists(status)
              ? Double.NaN
              : Files.readAllLines(status).stream()
                  .filter(line -> line.startsWith("VmRSS"))
                  .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1e3)
                  .sum();
      return new Memory(heap, resident, Thread.activeCount());
    }
  }

  private static Memory tell(String what, long count) throws IOException {
    Memory now = Memory.now();
    System.out.printf(
        "%s %d heap %.2f MB resident %.0f MB threads %d%n",
        what, count, now.heap, now.resident, now.threads);
    return now;
  }

  /** The most of the last quarter is no more than that of the second, when all was compiled. */
  private static void staysWithin(double part, List<Memory> curve) {
    List<Memory> early = curve.subList(curve.size() / 4, curve.size() / 2);
    List<Memory> late = curve.subList(curve.size() * 3 / 4, curve.size());
    for (ToDoubleFunction<Memory> what :
        List.<ToDoubleFunction<Memory>>of(Memory::heap, Memory::resident)) {
      double before = early.stream().mapToDouble(what).max().orElseThrow();
      double after = late.stream().mapToDouble(what).max().orElseThrow();
      assertTrue(!(after > (1 + part) * before), before + " and then " + after);
    }
  }

  private static void train(NnModel net, int steps) {
    net.train(X, Y, Map.of("steps", steps, "loss", "mse", "optimizer", "adam(lr: 0.01)"));
  }

  /** Opened, used and closed: the second half leaves the memory that the first has left. */
  @Test
  void contextsLeaveNothing() throws Exception {
    List<Memory> curve = new ArrayList<>();
    for (int i = 1; i <= CONTEXTS; i++) {
      try (Nn nn = Nn.builder().threads(1).build()) {
        NnModel net = nn.run(NET.replace("SCALED", ""), "net.nn").asModel();
        train(net, 3);
        net.predict(X);
      }
      if (i % (CONTEXTS / 20) == 0) {
        curve.add(tell("contexts", i));
      }
    }
    staysWithin(0.01, curve);
  }

  /** Made, trained, asked by two threads, reloaded, closed, again and again. */
  @Test
  void createTrainPredictReloadClose() throws Exception {
    long seconds = Long.getLong("nn.soak");
    long begin = System.nanoTime();
    long told = begin;
    List<Memory> curve = new ArrayList<>();
    Path script = folder.resolve("net.nn");
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (long turn = 1; System.nanoTime() - begin < seconds * 1_000_000_000; turn++) {
        Files.writeString(script, NET.replace("SCALED", ""));
        try (NnLive live = Nn.builder().files(folder).threads(2).watch(script)) {
          live.use(
              net -> {
                train(net, 100);
                return null;
              });
          List<Future<float[]>> answers = new ArrayList<>();
          for (int i = 0; i < 100; i++) {
            float[] row = {i / 100f};
            answers.add(threads.submit(() -> live.predict(row)));
          }
          Files.writeString(script, NET.replace("SCALED", "* 2"));
          assertTrue(live.reload());
          for (Future<float[]> answer : answers) {
            assertTrue(Float.isFinite(answer.get()[0]));
          }
          live.use(
              net -> {
                net.save(folder.resolve("net.safetensors"));
                return null;
              });
        }
        if (System.nanoTime() - told > seconds * 1_000_000_000 / 30) {
          told = System.nanoTime();
          curve.add(tell("turns", turn));
        }
      }
    }
    staysWithin(0.01, curve);
  }
}
