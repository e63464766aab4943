// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.schedule;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.train.Schedule;
import org.nnlang.value.Arguments;

/** {@code step}. */
@AutoService(Builtin.class)
public final class StepBuiltin implements ScheduleBuiltin {
  @Override
  public String signature() {
    return "step(every: integer, factor: float = 0.1)";
  }

  @Override
  public String doc() {
    return """
    A schedule that multiplies the learning rate with `factor` after every so many steps.
    Example: train(net, data, loss: mse, schedule: step(1000, 0.5), steps: 3000)\
    """;
  }

  @Override
  public Schedule make(Arguments a) {
    return new Schedule.Step(RangeChecks.atLeast(a, "every", 1), RangeChecks.least(a, "factor", 0));
  }
}
