// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a token takes, in milliseconds.
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
    long begin = System.nanoTime();
    do {
      call.run();
    } while ((System.nanoTime() - begin) * 1e-9 < WARM_SECONDS);
    List<Double> times = new ArrayList<>();
    begin = System.nanoTime();
    while (times.size() < FEWEST || (System.nanoTime() - begin) * 1e-9 < seconds) {
      long now = System.nanoTime();
      call.run();
      times.add((System.nanoTime() - now) * 1e-6 / tokens);
    }
    double[] sorted = times.stream().mapToDouble(t -> t).sorted().toArray();
    return new Tokens(sorted[sorted.length / 2], sorted[0]);
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
