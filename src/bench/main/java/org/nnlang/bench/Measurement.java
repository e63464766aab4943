// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/**
 * Times the steps of one process. The time of a step is that from the end of the one before, so
 * that nothing a side does between its steps is left out.
 */
public final class Measurement {
  /** When the process was started, as nanoseconds since 1970. */
  static final String START = "BENCH_START";

  /** Seconds that are measured, 6 where it is not set. */
  private static final String SECONDS = "BENCH_SECS";

  private static final double WARM_SECONDS = 3;
  private static final int HUNDRED = 100;
  private static final int FEWEST = 4;

  private final Workload workload;
  private final double seconds;
  private final double start;
  private long first;
  private long begin;
  private long last;
  private int steps;
  private int measured;
  private double[] times = new double[1 << 16];
  private double firstLoss = Double.NaN;
  private double checkedLoss = Double.NaN;
  private double lastLoss = Double.NaN;
  private double coldStart = Double.NaN;
  private double hundred = Double.NaN;

  public Measurement(Workload workload) {
    this.workload = workload;
    this.seconds = Double.parseDouble(System.getenv().getOrDefault(SECONDS, "6"));
    String given = System.getenv(START);
    this.start = given == null ? seconds(Instant.now()) : Long.parseLong(given) * 1e-9;
  }

  /** Takes note of the end of a step; whether to go on. */
  public boolean step(double loss) {
    long now = System.nanoTime();
    steps++;
    lastLoss = loss;
    if (steps == 1) {
      first = now;
      firstLoss = loss;
      coldStart = seconds(Instant.now()) - start;
    }
    if (steps == workload.checked()) {
      checkedLoss = loss;
    }
    if (steps == HUNDRED) {
      hundred = seconds(Instant.now()) - start;
    }
    if (begin != 0) {
      if (measured == times.length) {
        times = Arrays.copyOf(times, 2 * measured);
      }
      times[measured++] = (now - last) * 1e-9;
    } else if (steps >= fewest() && (now - first) * 1e-9 >= WARM_SECONDS) {
      begin = System.nanoTime();
      last = begin;
      return true;
    }
    last = now;
    return measured < FEWEST || (now - begin) * 1e-9 < seconds;
  }

  private int fewest() {
    return workload.started() ? HUNDRED : workload.checked();
  }

  private static double seconds(Instant at) {
    return at.getEpochSecond() + at.getNano() * 1e-9;
  }

  /** What was measured, by the name of the side. */
  public Result result(String peer) {
    double[] sorted = Arrays.copyOf(times, measured);
    Arrays.sort(sorted);
    double median = sorted[measured / 2];
    return new Result(
        peer,
        workload.name(),
        median * 1e3,
        sorted[0] * 1e3,
        1 / median,
        workload.tokens() / median,
        workload.operations() / median * 1e-9,
        peakMegabytes(),
        coldStart,
        hundred,
        firstLoss,
        checkedLoss,
        lastLoss,
        steps);
  }

  /** The most memory the process ever had resident; not a number where the system does not say. */
  private static double peakMegabytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Math.round(Long.parseLong(line.replaceAll("\\D", "")) / 1024.0);
        }
      }
    } catch (IOException e) {
      return Double.NaN;
    }
    return Double.NaN;
  }
}
