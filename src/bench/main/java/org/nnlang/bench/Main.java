// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * {@code ours W3} or {@code torch W3}: one measurement, a line of JSON. {@code profile W3}: where
 * the time of our steps goes, by kernel. Nothing, or names of workloads: both sides in turn,
 * several times, and a table.
 */
public final class Main {
  /** How often both sides run, 3 where it is not set. */
  private static final String ROUNDS = "BENCH_ROUNDS";

  private static final OurSide OURS = new OurSide();
  private static final TorchSide TORCH = new TorchSide(OURS);

  private Main() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 2 && (args[0].equals("ours") || args[0].equals("torch"))) {
      Side side = args[0].equals("ours") ? OURS : TORCH;
      System.out.println(side.measure(Workload.valueOf(args[1])).toJson());
      return;
    }
    if (args.length == 2 && args[0].equals("profile")) {
      System.out.print(OURS.profile(Workload.valueOf(args[1])));
      return;
    }
    List<Workload> workloads = new ArrayList<>();
    for (String arg : args) {
      workloads.add(Workload.valueOf(arg));
    }
    System.out.print(compare(workloads.isEmpty() ? List.of(Workload.values()) : workloads));
  }

  /** Runs both sides in turn, so that what else the machine does meets both. */
  private static Table compare(List<Workload> workloads) throws IOException {
    int rounds = Integer.parseInt(System.getenv().getOrDefault(ROUNDS, "3"));
    Map<Workload, List<Result>> ours = new EnumMap<>(Workload.class);
    Map<Workload, List<Result>> torch = new EnumMap<>(Workload.class);
    for (int round = 0; round < rounds; round++) {
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
    return table;
  }
}
