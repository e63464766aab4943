// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose machines go away, and some on which no training can be. */
class StandaloneTest {
  private static final Path OLD_JAVA = Path.of("/usr/lib/jvm/java-17-openjdk-amd64");

  @TempDir private static Path folder;
  private static Standalone cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    cluster = new Standalone(folder);
  }

  @AfterAll
  static void end() {
    cluster.close();
  }

  /**
   * A Worker is killed twice, another one's executor once, in rounds whose five parts two Workers
   * do and add up: no bit is another than where one process does all, one part after the other.
   */
  @Test
  void lostMachinesChangeNoBit() throws Exception {
    Process first = cluster.worker();
    Process second = cluster.worker();
    try {
      String options = "optimizer: adam(lr: 0.01), steps: 150";
      String outer = ", local_steps: 5, outer: sgd(lr: 0.7, momentum: 0.9, nesterov: true)";
      double[] whole = Scripts.train(options + Scripts.on("local[1]", 5, outer));
      assertTrue(whole[149] < whole[0], "nothing was learnt");
      String more = Scripts.on(cluster.address(), 5, outer);
      Path progress = folder.resolve("progress");
      String told = ", on_step: r -> write(\"%s\", str(r.step))".formatted(progress);
      CompletableFuture<double[]> training =
          CompletableFuture.supplyAsync(() -> Scripts.train(options + told + more));
      reach(progress, 10, training);
      Standalone.kill(first);
      Process third = cluster.worker();
      reach(progress, 40, training);
      Standalone.killExecutors(second);
      reach(progress, 70, training);
      Standalone.kill(third);
      first = cluster.worker();
      assertArrayEquals(whole, training.get(), 0);
    } finally {
      Standalone.kill(first);
      Standalone.kill(second);
    }
  }

  /** Waits until the training has come so far, which it tells in a file. */
  private static void reach(Path progress, int step, CompletableFuture<?> training)
      throws InterruptedException, IOException, ExecutionException {
    while (!Files.exists(progress) || Integer.parseInt(Files.readString(progress)) < step) {
      if (training.isDone()) {
        training.get();
        throw new AssertionError("the training was over before its step " + step);
      }
      Thread.sleep(20);
    }
  }

  @Test
  void aClusterWithoutWorkersIsGivenUp() {
    System.setProperty("nn.cluster.patience", "5");
    try {
      String found = Scripts.failure("steps: 3" + Scripts.on(cluster.address(), 1, ""));
      assertTrue(
          found.contains("no worker of " + cluster.address() + " has come within 5 s"), found);
    } finally {
      System.clearProperty("nn.cluster.patience");
    }
  }

  @Test
  void aWorkerWithTooLittleMemoryIsNamed() {
    System.setProperty("nn.cluster.patience", "8");
    System.setProperty("spark.executor.memory", "4g");
    Process worker = cluster.worker();
    try {
      String found = Scripts.failure("steps: 3" + Scripts.on(cluster.address(), 1, ""));
      assertTrue(found.contains("has come within 8 s"), found);
    } finally {
      System.clearProperty("nn.cluster.patience");
      System.clearProperty("spark.executor.memory");
      Standalone.kill(worker);
    }
  }

  @Test
  void aWorkerOnAnOldJavaIsNamed() {
    assumeTrue(Files.exists(OLD_JAVA), "there is no old Java here");
    Process worker = cluster.worker(OLD_JAVA);
    try {
      String found = Scripts.failure("steps: 3" + Scripts.on(cluster.address(), 1, ""));
      assertTrue(found.contains("a worker runs on a Java that is older than 25"), found);
    } finally {
      Standalone.kill(worker);
    }
  }
}
