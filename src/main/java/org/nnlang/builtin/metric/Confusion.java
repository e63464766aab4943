// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.metric;

import com.google.auto.service.AutoService;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.train.Metric;
import org.nnlang.train.Metrics;

/** {@code confusion}. */
@AutoService(Builtin.class)
public final class Confusion extends ClassMetric {
  @Override
  public String signature() {
    return "confusion(prediction: tensor, target: tensor, " + IGNORE;
  }

  @Override
  public String doc() {
    return """
    A table of how often each class (row) was taken for each class (column). Rows of class `ignore` do
    not count.\
    """;
  }

  @Override
  Metric.Summed metric(@Nullable Long ignore) {
    return new Metrics.Confusion(ignore);
  }
}
