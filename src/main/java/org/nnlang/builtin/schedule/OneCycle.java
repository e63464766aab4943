// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.schedule;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.train.Schedule;
import org.nnlang.value.Arguments;

/** {@code one_cycle}. */
@AutoService(Builtin.class)
public final class OneCycle implements ScheduleBuiltin {
  @Override
  public String signature() {
    return "one_cycle(rise: float = 0.3)";
  }

  @Override
  public String doc() {
    return """
    A schedule that raises the learning rate from 1/25 of it along a cosine over the part `rise` of all
    steps, and then lowers it to almost nothing.\
    """;
  }

  @Override
  public Schedule make(Arguments a) {
    return new Schedule.OneCycle(RangeChecks.within(a, "rise", 0, 1));
  }
}
