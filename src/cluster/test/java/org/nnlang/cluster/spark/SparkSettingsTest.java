// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SparkSettingsTest {
  private static SparkConf of(String master) {
    return SparkSettings.of(Master.of(master), master, 2, Path.of("scratch"));
  }

  /**
   * A process that was stopped for two minutes found its own thread lost, and gave the training up.
   */
  @Test
  void threadsOfThisProcessAreNotGivenUp() {
    SparkConf threads = of("local[1]");
    assertTrue(threads.getTimeAsSeconds("spark.network.timeout") > 1_000_000);
    assertTrue(
        threads.getTimeAsSeconds("spark.executor.heartbeatInterval")
            < threads.getTimeAsSeconds("spark.network.timeout"));
    assertEquals(60, of("local-cluster[2,1,1024]").getTimeAsSeconds("spark.network.timeout"));
  }
}
