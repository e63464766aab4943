// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.metric;

import com.google.auto.service.AutoService;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.train.Metric;
import org.nnlang.train.Metrics;

/** {@code accuracy}. */
@AutoService(Builtin.class)
public final class Accuracy extends ClassMetric {
  @Override
  public String signature() {
    return "accuracy(prediction: tensor, target: tensor, " + IGNORE;
  }

  @Override
  public String doc() {
    return """
    The part of rows whose largest logit is at the class, of logits `[..., classes]` and integer classes
    `[...]`. Rows of class `ignore` do not count.
    Example: evaluate(net, data, metrics: [accuracy])\
    """;
  }

  @Override
  Metric.Summed metric(@Nullable Long ignore) {
    return new Metrics.Accuracy(ignore);
  }
}
