// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.metric;

import com.google.auto.service.AutoService;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.train.Metric;
import org.nnlang.train.Metrics;

/** {@code precision}. */
@AutoService(Builtin.class)
public final class Precision extends ClassMetric {
  @Override
  public String signature() {
    return "precision(prediction: tensor, target: tensor, " + IGNORE;
  }

  @Override
  public String doc() {
    return """
    How many of those taken for a class are of it: class 1 where there are two, else the mean over all
    classes that occur. Of logits `[..., classes]` and integer classes `[...]`. Rows of class
    `ignore` do not count.
    Example: evaluate(net, data, metrics: [precision, recall])\
    """;
  }

  @Override
  Metric.Summed metric(@Nullable Long ignore) {
    return new Metrics.Hits(true, ignore);
  }
}
