// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.schedule;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.train.Schedule;
import org.nnlang.value.Arguments;

/** {@code constant}. */
@AutoService(Builtin.class)
public final class Constant implements ScheduleBuiltin {
  @Override
  public String signature() {
    return "constant()";
  }

  @Override
  public String doc() {
    return """
    The same learning rate from the first step to the last.\
    """;
  }

  @Override
  public Schedule make(Arguments a) {
    return new Schedule.Constant();
  }
}
