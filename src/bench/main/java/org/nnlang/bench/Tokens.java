// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a token takes, in milliseconds: of the clock, or, with {@code BENCH_CLOCK=cpu} and one
 * thread, of the processor, where others use the machine as well.
 *
 * @param median of the calls that were measured
 */
public record Tokens(double median, double best) {
  private static final Pattern LINE =
      Pattern.compile("\"ms_per_token\":([0-9.eE-]+),\"best_ms\":([0-9.eE-]+)");

  private static final double WARM_SECONDS = 3;
  private static final int FEWEST = 4;

  /** Measures calls of something that draws so many tokens each. */
  public static Tokens of(int tokens, Runnable call) {
    double seconds = Double.parseDouble(System.getenv().getOrDefault("BENCH_SECS", "6"));
    long begin = now();
    do {
      call.run();
    } while ((now() - begin) * 1e-9 < WARM_SECONDS);
    List<Double> times = new ArrayList<>();
    begin = now();
    while (times.size() < FEWEST || (now() - begin) * 1e-9 < seconds) {
      long from = now();
      call.run();
      times.add((now() - from) * 1e-6 / tokens);
    }
    double[] sorted = times.stream().mapToDouble(t -> t).sorted().toArray();
    return new Tokens(sorted[sorted.length / 2], sorted[0]);
  }

  /** Nanoseconds of the clock that is asked for. */
  private static long now() {
    return "cpu".equals(System.getenv("BENCH_CLOCK"))
        ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  /** One line of JSON. */
  public String toJson(String side, String workload) {
    return String.format(
        Locale.ROOT,
        "{\"peer\":\"%s\",\"workload\":\"%s\",\"ms_per_token\":%.6g,\"best_ms\":%.6g}",
        side,
        workload,
        median,
        best);
  }

  /** Reads what {@link #toJson} wrote. */
  static Tokens fromJson(String line) {
    Matcher m = LINE.matcher(line);
    if (!m.find()) {
      throw new IllegalArgumentException(line);
    }
    return new Tokens(Double.parseDouble(m.group(1)), Double.parseDouble(m.group(2)));
  }

  /** The middle of several, and the best of all. */
  static Tokens of(List<Tokens> all) {
    double[] sorted = all.stream().mapToDouble(Tokens::median).sorted().toArray();
    double best =
        Arrays.stream(all.toArray(Tokens[]::new)).mapToDouble(Tokens::best).min().orElse(0);
    return new Tokens(sorted[sorted.length / 2], best);
  }
}
