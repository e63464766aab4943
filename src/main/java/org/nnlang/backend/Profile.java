// SPDX-License-Identifier: Apache-2.0
package org.nnlang.backend;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where an engine's time goes, by kernel and shape: what is alike is added up. */
public final class Profile {
  private static final String FORMAT = "%10.3f %8.3f %6s  %s%n";

  private final Map<String, Line> lines = new LinkedHashMap<>();

  private static final class Line {
    private long nanos;
    private long least = Long.MAX_VALUE;
    private int calls;
  }

  /** Takes note of a call. */
  public void add(String kernel, long nanos) {
    Line line = lines.computeIfAbsent(kernel, k -> new Line());
    line.nanos += nanos;
    line.least = Math.min(line.least, nanos);
    line.calls++;
  }

  /** Forgets what was seen so far. */
  public void clear() {
    lines.clear();
  }

  /**
   * A line for each kernel, what takes longest first: milliseconds, the same were each call as fast
   * as the fastest (which a busy machine disturbs less), and calls.
   *
   * @param steps what all are divided by
   */
  public String perStep(int steps) {
    double all = lines.values().stream().mapToDouble(l -> l.nanos).sum();
    double least = lines.values().stream().mapToDouble(l -> (double) l.least * l.calls).sum();
    StringBuilder s = new StringBuilder("   mean ms     best  calls  kernel\n");
    s.append(String.format(Locale.ROOT, FORMAT, all / 1e6 / steps, least / 1e6 / steps, "", "all"));
    lines.entrySet().stream()
        .sorted(Comparator.comparingLong(e -> -e.getValue().nanos))
        .forEach(
            e -> {
              Line l = e.getValue();
              double ms = l.nanos / 1e6 / steps;
              double best = l.least / 1e6 * l.calls / steps;
              long calls = Math.round((double) l.calls / steps);
              s.append(String.format(Locale.ROOT, FORMAT, ms, best, calls, e.getKey()));
            });
    return s.toString();
  }
}
