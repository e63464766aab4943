// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.training;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.data.Data;
import org.nnlang.engine.Engine;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.train.Evaluation;
import org.nnlang.value.Arguments;
import org.nnlang.value.Callable;
import org.nnlang.value.Foreseen;
import org.nnlang.value.Module;
import org.nnlang.value.Unknown;

/** {@code evaluate}. */
@AutoService(Builtin.class)
public final class Evaluate implements Builtin {
  @Override
  public String signature() {
    return "evaluate(net: instance, data: any, *, loss: function? = none, metrics: list = [], "
        + "batch: integer = 32)";
  }

  @Override
  public String doc() {
    return """
    Measures a net on a whole data set, `batch` rows at a time and without dropout: a record of
    `loss` and of each metric by name. A metric of your own gets predictions and targets of all rows
    at once.
    Example: evaluate(net, [x, y], loss: cross_entropy, metrics: [accuracy])\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Engine engine = session.engine();
    Callable loss = a.isNone("loss") ? null : a.callable("loss");
    if (loss == null && a.list("metrics").isEmpty()) {
      throw Problem.of(
          ErrorCode.ARGUMENT, "`evaluate` needs something to measure: loss or metrics");
    }
    int batch = (int) Math.min(RangeChecks.atLeast(a, "batch", 1), 1 << 20);
    return Evaluation.of(
            (Module) a.get("net"), loss, TrainOptions.metrics(a.list("metrics")), batch)
        .of(Data.of(engine, a.get("data")));
  }

  @Override
  public Object foresee(Arguments a, Session session) {
    TrainBuiltin.foresee(session.engine(), a, "data", false);
    if (a.get("metrics") == Unknown.UNKNOWN || Unknown.in(a.get("metrics"))) {
      return Unknown.UNKNOWN;
    }
    TrainBuiltin.metrics(a, "data");
    if (a.get("loss") == Unknown.UNKNOWN) {
      // whether there is one decides what the record has
      return Unknown.UNKNOWN;
    }
    List<String> names = new ArrayList<>(TrainOptions.metrics(a.list("metrics")).keySet());
    if (!a.isNone("loss")) {
      names.addFirst("loss");
    }
    return new Foreseen("record", names);
  }
}
