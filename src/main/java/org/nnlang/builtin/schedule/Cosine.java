// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.schedule;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.train.Schedule;
import org.nnlang.value.Arguments;

/** {@code cosine}. */
@AutoService(Builtin.class)
public final class Cosine implements ScheduleBuiltin {
  @Override
  public String signature() {
    return "cosine(warmup: integer = 0, floor: float = 0)";
  }

  @Override
  public String doc() {
    return """
    A schedule that raises the learning rate over `warmup` steps and then lowers it along half a cosine
    to the fraction `floor` of it.
    Example: train(net, data, loss: mse, schedule: cosine(warmup: 100, floor: 0.1), steps: 2000)\
    """;
  }

  @Override
  public Schedule make(Arguments a) {
    return new Schedule.Cosine(
        RangeChecks.atLeast(a, "warmup", 0), RangeChecks.within(a, "floor", 0, 1));
  }
}
