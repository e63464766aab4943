// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What several runs of both sides measured, as tables in Markdown. Where both sides have a number,
 * ours is the first; a number is the median of the runs.
 */
final class Table {
  private final List<String> steps = new ArrayList<>();
  private final List<String> starts = new ArrayList<>();

  Table() {
    row(steps, "", "ms a step", "best", "of PyTorch", "GFLOP/s", "tokens/s", "peak MB");
    row(steps, "---", "---:", "---:", "---:", "---:", "---:", "---:");
    row(starts, "", "first step, s", "of PyTorch", "hundredth step, s", "of PyTorch");
    row(starts, "---", "---:", "---:", "---:", "---:");
  }

  /** Adds a workload; the results of one side are of equally many runs as those of the other. */
  void add(Workload workload, List<Result> ours, List<Result> torch) {
    row(
        steps,
        workload.name(),
        both(ours, torch, Result::ms_per_step),
        digits(best(ours)) + " / " + digits(best(torch)),
        ratio(ours, torch, Result::ms_per_step),
        both(ours, torch, Result::gflops),
        workload.tokens() == 0 ? "" : both(ours, torch, Result::tokens_per_s),
        both(ours, torch, Result::peak_rss_mb));
    row(
        starts,
        workload.name(),
        both(ours, torch, Result::cold_start_s),
        ratio(ours, torch, Result::cold_start_s),
        workload.started() ? both(ours, torch, Result::hundred_s) : "",
        workload.started() ? ratio(ours, torch, Result::hundred_s) : "");
  }

  private static void row(List<String> table, String... cells) {
    table.add("| " + String.join(" | ", cells) + " |");
  }

  private static String both(
      List<Result> ours, List<Result> torch, ToDoubleFunction<Result> value) {
    return digits(median(ours, value)) + " / " + digits(median(torch, value));
  }

  private static String ratio(
      List<Result> ours, List<Result> torch, ToDoubleFunction<Result> value) {
    return String.format(Locale.ROOT, "%.2f", median(ours, value) / median(torch, value));
  }

  private static double best(List<Result> results) {
    return results.stream().mapToDouble(Result::best_ms).min().orElse(Double.NaN);
  }

  static double median(List<Result> results, ToDoubleFunction<Result> value) {
    double[] sorted = results.stream().mapToDouble(value).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** Three digits, or all before the point. */
  static String digits(double value) {
    int places = value >= 99.95 ? 0 : value >= 9.995 ? 1 : value >= 0.9995 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + places + "f", value);
  }

  @Override
  public String toString() {
    return String.join("\n", steps) + "\n\n" + String.join("\n", starts) + "\n";
  }
}
