// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Metrics}. */
final class MetricsSamples {
  private MetricsSamples() {}

  static List<Sample> metrics() {
    return List.of(
        Sample.of(
            "perplexity",
            n -> Metrics.perplexity(n.get(0), n.get(1)),
            Sample.real(4, 3),
            Sample.index(3, 4)),
        Sample.of("r2", n -> Metrics.r2(n.get(0), n.get(1)), Sample.real(4), Sample.real(4)),
        Sample.of(
            "confusion",
            n -> Metrics.confusion(n.get(0), n.get(1)),
            Sample.real(4, 3),
            Sample.index(3, 4)));
  }
}
