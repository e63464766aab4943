// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.metric;

import org.jspecify.annotations.Nullable;
import org.nnlang.train.Metric;
import org.nnlang.train.Metrics;
import org.nnlang.value.Arguments;

/** A metric of logits and classes, which leaves rows out as {@code cross_entropy} does. */
abstract class ClassMetric implements MetricBuiltin {
  /** What follows prediction and target in the signature. */
  static final String IGNORE = "*, ignore: integer? = -100)";

  /**
   * @param ignore rows of this class do not count; null for none
   */
  abstract Metric.Summed metric(@Nullable Long ignore);

  @Override
  public final Metric.Summed metric() {
    return metric(Metrics.IGNORED);
  }

  @Override
  public final Metric.Summed metric(Arguments a) {
    return metric(a.isNone("ignore") ? null : Long.valueOf(a.whole("ignore")));
  }
}
