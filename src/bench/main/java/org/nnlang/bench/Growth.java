// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.nnlang.bench.Workload.Gpt;

/**
 * How the time of a step grows with the sizes of a GPT, on both sides, as tables in Markdown. Below
 * each stands the exponent of the growth: the slope of the line that fits the logarithms of the
 * larger half of the sizes best, of times and of operations.
 */
final class Growth {
  private static final Map<String, List<Gpt>> SIZES = new LinkedHashMap<>();

  static {
    SIZES.put("width", sizes(new int[] {64, 128, 256, 512, 1024, 2048}, Growth::wide));
    SIZES.put("length", sizes(new int[] {64, 128, 256, 512, 1024, 2048, 4096}, Growth::tall));
    SIZES.put("batch", sizes(new int[] {1, 2, 4, 8, 16, 32, 64}, Growth::many));
    SIZES.put("layers", sizes(new int[] {1, 2, 4, 8, 16}, Growth::deep));
  }

  private final Side ours;
  private final Side torch;

  Growth(Side ours, Side torch) {
    this.ours = ours;
    this.torch = torch;
  }

  private static Gpt wide(int dim) {
    return new Gpt(2, Math.max(1, dim / 64), dim, 64, 4, 65, false);
  }

  private static Gpt tall(int time) {
    return new Gpt(2, 2, 128, time, 1, 65, false);
  }

  private static Gpt many(int batch) {
    return new Gpt(2, 2, 128, 64, batch, 65, false);
  }

  private static Gpt deep(int layers) {
    return new Gpt(layers, 2, 128, 64, 4, 65, false);
  }

  private static List<Gpt> sizes(int[] numbers, IntFunction<Gpt> of) {
    return IntStream.of(numbers).mapToObj(of).toList();
  }

  /**
   * @param wanted names of sizes that grow; none for all
   */
  String table(List<String> wanted) throws IOException {
    var out = new StringBuilder();
    for (Map.Entry<String, List<Gpt>> e : SIZES.entrySet()) {
      if (wanted.isEmpty() || wanted.contains(e.getKey())) {
        out.append(grown(e.getKey(), e.getValue())).append('\n');
      }
    }
    return out.toString();
  }

  private String grown(String what, List<Gpt> all) throws IOException {
    List<String> rows = new ArrayList<>();
    rows.add("| " + what + " | ms a step | of PyTorch | GFLOP/s |");
    rows.add("|---:|---:|---:|---:|");
    double[] sizes = new double[all.size()];
    double[] own = new double[all.size()];
    double[] others = new double[all.size()];
    double[] operations = new double[all.size()];
    for (int i = 0; i < sizes.length; i++) {
      Workload w = Workload.of(all.get(i));
      Result one = ours.measure(w);
      Result other = torch.measure(w);
      Losses.compare(one, other);
      System.err.println(one.toJson() + "\n" + other.toJson());
      sizes[i] = size(what, all.get(i));
      own[i] = one.ms_per_step();
      others[i] = other.ms_per_step();
      operations[i] = w.operations();
      rows.add(
          String.format(
              Locale.ROOT,
              "| %.0f | %s / %s | %.2f | %s / %s |",
              sizes[i],
              Table.digits(own[i]),
              Table.digits(others[i]),
              own[i] / others[i],
              Table.digits(one.gflops()),
              Table.digits(other.gflops())));
    }
    rows.add(
        String.format(
            Locale.ROOT,
            "| exponent | %.2f / %.2f | | operations %.2f |",
            exponent(sizes, own),
            exponent(sizes, others),
            exponent(sizes, operations)));
    return String.join("\n", rows) + "\n";
  }

  private static int size(String what, Gpt gpt) {
    return switch (what) {
      case "width" -> gpt.dim();
      case "length" -> gpt.time();
      case "batch" -> gpt.batch();
      default -> gpt.layers();
    };
  }

  /** The slope of the line that fits the logarithms of the larger half best. */
  private static double exponent(double[] sizes, double[] values) {
    int from = sizes.length / 2;
    double[] x = Arrays.stream(sizes, from, sizes.length).map(Math::log).toArray();
    double[] y = Arrays.stream(values, from, sizes.length).map(Math::log).toArray();
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double both = 0;
    double square = 0;
    for (int i = 0; i < x.length; i++) {
      both += (x[i] - meanX) * (y[i] - meanY);
      square += (x[i] - meanX) * (x[i] - meanX);
    }
    return both / square;
  }
}
