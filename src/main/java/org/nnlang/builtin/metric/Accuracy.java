// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.metric;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.train.Metric;
import org.nnlang.train.Metrics;

/** {@code accuracy}. */
@AutoService(Builtin.class)
public final class Accuracy implements MetricBuiltin {
  @Override
  public String signature() {
    return "accuracy(prediction: tensor, target: tensor)";
  }

  @Override
  public String doc() {
    return """
    The part of rows whose largest logit is at the class, of logits `[..., classes]` and integer classes
    `[...]`.
    Example: evaluate(net, data, metrics: [accuracy])\
    """;
  }

  @Override
  public Metric.Summed metric() {
    return new Metrics.Accuracy();
  }
}
