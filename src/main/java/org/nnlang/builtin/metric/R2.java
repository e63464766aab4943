// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.metric;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.train.Metric;
import org.nnlang.train.Metrics;

/** {@code r2}. */
@AutoService(Builtin.class)
public final class R2 implements MetricBuiltin {
  @Override
  public String signature() {
    return "r2(prediction: tensor, target: tensor)";
  }

  @Override
  public String doc() {
    return """
    Which part of the targets' variance the predictions explain: 1.0 is all of it, 0.0 as much as their
    mean does.\
    """;
  }

  @Override
  public Metric.Summed metric() {
    return new Metrics.R2();
  }
}
