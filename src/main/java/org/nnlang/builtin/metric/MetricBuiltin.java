// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.metric;

import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.builtin.Session;
import org.nnlang.tensor.Tensor;
import org.nnlang.train.Metric;
import org.nnlang.value.Arguments;

/** A function that measures predictions, of one batch or of a whole data set. */
public interface MetricBuiltin extends Builtin {
  /** The metric as it is where nothing but its name is given. */
  Metric.Summed metric();

  /** The metric with what else the arguments say. */
  default Metric.Summed metric(Arguments a) {
    return metric();
  }

  @Override
  default Object call(Arguments a, Session session) {
    Metric.Summed metric = metric(a);
    Object sums =
        session
            .engine()
            .apply(
                List.of(a.tensor("prediction"), a.tensor("target")),
                n -> metric.sums(n.get(0), n.get(1)));
    if (!(sums instanceof Tensor t)) {
      throw RangeChecks.notInGraph(a.signature().name());
    }
    return metric.value(session.engine().memory(), t.toDoubles(), t.shape());
  }
}
