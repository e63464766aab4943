// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.metric;

import com.google.auto.service.AutoService;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.train.Metric;
import org.nnlang.train.Metrics;

/** {@code perplexity}. */
@AutoService(Builtin.class)
public final class Perplexity extends ClassMetric {
  @Override
  public String signature() {
    return "perplexity(prediction: tensor, target: tensor, " + IGNORE;
  }

  @Override
  public String doc() {
    return """
    The exponential of the mean cross entropy: among how many classes a net wavers. Rows of class
    `ignore` do not count.\
    """;
  }

  @Override
  Metric.Summed metric(@Nullable Long ignore) {
    return new Metrics.Perplexity(ignore);
  }
}
