// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import com.google.auto.service.AutoService;
import org.nnlang.cluster.Machines;
import org.nnlang.cluster.Workers;

/** Executors of Apache Spark. */
@AutoService(Machines.class)
public final class SparkMachines implements Machines {
  @Override
  public String name() {
    return "spark";
  }

  @Override
  public Workers open(String master, int count, byte[] copy, Runnable poll) {
    return SparkWorkers.open(Master.of(master), count, copy, poll);
  }
}
