// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code ours W3} or {@code torch W3}: one measurement, a line of JSON. {@code profile W3}: where
 * the time of our steps goes, by kernel. Nothing, or names of workloads: both sides in turn,
 * several times, and a table. {@code sample}: the same of drawing tokens. {@code growth}: the same
 * of GPTs of growing sizes.
 */
public final class Main {
  /** Bytes whose reading shows how fast memory is. */
  private static final long READ = 1L << 28;

  /** How often both sides run, 3 where it is not set. */
  private static final String ROUNDS = "BENCH_ROUNDS";

  private static final OurSide OURS = new OurSide();
  private static final TorchSide TORCH = new TorchSide(OURS);

  private Main() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 2 && (args[0].equals("ours") || args[0].equals("torch"))) {
      Side side = args[0].equals("ours") ? OURS : TORCH;
      System.out.println(side.measure(Workload.of(args[1])).toJson());
      return;
    }
    if (args.length == 2 && args[0].equals("profile")) {
      System.out.print(OURS.profile(Workload.of(args[1])));
      return;
    }
    if (args.length > 0 && args[0].equals("sample")) {
      System.out.print(sampled(Arrays.asList(args).subList(1, args.length)));
      return;
    }
    if (args.length > 0 && args[0].equals("growth")) {
      System.out.print(new Growth(OURS, TORCH).table(Arrays.asList(args).subList(1, args.length)));
      return;
    }
    List<Workload> workloads = new ArrayList<>();
    for (String arg : args) {
      workloads.add(Workload.of(arg));
    }
    System.out.print(compare(workloads.isEmpty() ? Workload.ALL : workloads));
  }

  /**
   * Runs both sides and the reading of weights in turn, and makes a table of what a token takes.
   */
  private static String sampled(List<String> names) throws IOException {
    int rounds = Integer.parseInt(System.getenv().getOrDefault(ROUNDS, "3"));
    List<Generation> all =
        names.isEmpty()
            ? List.of(Generation.values())
            : names.stream().map(Generation::valueOf).toList();
    var table = new StringBuilder();
    table.append("| | ms a token | best | of PyTorch | of reading the weights | tokens/s |\n");
    table.append("| --- | ---: | ---: | ---: | ---: | ---: |\n");
    for (Generation g : all) {
      List<Tokens> ours = new ArrayList<>();
      List<Tokens> torch = new ArrayList<>();
      List<Tokens> floor = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        ours.add(OURS.tokens(g));
        System.err.println(ours.getLast().toJson("ours", g.name()));
        if (g.gpt() != null) {
          // the other side draws one text, with weights of 32 bits
          Generation plain = g == Generation.G124S8 ? Generation.G124S : g;
          torch.add(TORCH.tokens(plain == Generation.W5x8 ? Generation.W5 : plain));
          floor.add(OURS.floor(g));
          System.err.println(torch.getLast().toJson("torch", g.name()));
          System.err.println(floor.getLast().toJson("floor", g.name()));
        }
      }
      table.append(Generated.row(g, ours, torch, floor));
    }
    List<Double> first = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      first.add(OURS.first());
    }
    double middle = first.stream().sorted().toList().get(first.size() / 2);
    return table + "\nFirst letter of a saved net of W5: " + Table.digits(middle) + " s\n";
  }

  /** Runs both sides in turn, so that what else the machine does meets both. */
  private static String compare(List<Workload> workloads) throws IOException {
    int rounds = Integer.parseInt(System.getenv().getOrDefault(ROUNDS, "3"));
    Map<Workload, List<Result>> ours = new LinkedHashMap<>();
    Map<Workload, List<Result>> torch = new LinkedHashMap<>();
    double products = 0;
    double reading = 0;
    for (int round = 0; round < rounds; round++) {
      products = Math.max(products, OURS.ceiling());
      reading = Math.max(reading, READ / 1e6 / OURS.floor(READ).best());
      for (Workload w : workloads) {
        Result one = OURS.measure(w);
        System.err.println(one.toJson());
        Result other = TORCH.measure(w);
        System.err.println(other.toJson());
        Losses.compare(one, other);
        ours.computeIfAbsent(w, x -> new ArrayList<>()).add(one);
        torch.computeIfAbsent(w, x -> new ArrayList<>()).add(other);
      }
    }
    var table = new Table();
    for (Workload w : workloads) {
      table.add(w, ours.get(w), torch.get(w));
    }
    return table
        + "\nThe most that this machine did meanwhile: "
        + Table.digits(products)
        + " GFLOP/s in products that stay in the cache, "
        + Table.digits(reading)
        + " GB/s reading memory.\n";
  }
}
