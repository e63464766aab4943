// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.metric;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.train.Metric;
import org.nnlang.train.Metrics;

/** {@code confusion}. */
@AutoService(Builtin.class)
public final class Confusion implements MetricBuiltin {
  @Override
  public String signature() {
    return "confusion(prediction: tensor, target: tensor)";
  }

  @Override
  public String doc() {
    return """
    A table of how often each class (row) was taken for each class (column).\
    """;
  }

  @Override
  public Metric.Summed metric() {
    return new Metrics.Confusion();
  }
}
