// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainings on executors of this machine. */
class LocalTest {
  private static final String ADAM = "optimizer: adam(lr: 0.01), steps: ";

  /**
   * The losses are those of one machine, bits do not depend on where parts were done, and nothing
   * is left behind.
   */
  @Test
  void processesShareSteps() throws Exception {
    Set<String> before = left();
    double[] one = Scripts.train(ADAM + 100);
    double[] processes = listeningHere(ADAM + 100 + Scripts.on("local-cluster[2,1,1024]", 2, ""));
    double[] threads = Scripts.train(ADAM + 100 + Scripts.on("local[1]", 2, ""));
    assertArrayEquals(one, processes, 1e-5);
    assertArrayEquals(threads, processes, 0);
    assertEquals(before, left());
    assertFalse(Files.exists(Path.of("work")), "Spark left a folder in the user's");
  }

  /** In one process, one after the other. */
  @Test
  void manyWorkersAreSimulated() {
    double[] found =
        Scripts.train(
            "optimizer: sgd(0.05), steps: 12" + Scripts.on("local[1]", 32, ", local_steps: 4"));
    assertTrue(found[11] < found[0], "nothing was learnt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "local-cluster[2,1,100] | a worker needs 512 MB at least",
        "spark://127.0.0.1:1 | no master of Spark answers at spark://127.0.0.1:1",
        "sparks://x | this is no master of Spark",
        "local-cluster[2,0,1024] | this is no master of Spark"
      })
  void mastersThatAreNoneAreRefused(String master, String message) {
    String found = Scripts.failure("steps: 3" + Scripts.on(master, 2, ""));
    assertTrue(found.contains(message), found);
  }

  /** The losses of a training, in which this process listens on the loopback address alone. */
  private static double[] listeningHere(String options) throws IOException, InterruptedException {
    CompletableFuture<double[]> training =
        CompletableFuture.supplyAsync(() -> Scripts.train(options));
    Set<String> listening = new TreeSet<>();
    while (!training.isDone()) {
      if (Files.exists(Path.of("/proc/net/tcp"))) {
        listening.addAll(Listening.ofThisProcess());
      }
      Thread.sleep(200);
    }
    listening.removeIf(Listening::isLoopback);
    assertEquals(Set.of(), listening);
    return training.join();
  }

  /** What lies in the folder for temporary files. */
  private static Set<String> left() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      Set<String> names = new TreeSet<>();
      all.map(p -> p.getFileName().toString())
          .filter(
              n ->
                  n.startsWith("nn-cluster-")
                      || n.startsWith("spark-")
                      || n.startsWith("blockmgr-"))
          .forEach(names::add);
      return names;
    }
  }
}
