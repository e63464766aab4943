// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.schedule;

import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.train.Schedule;
import org.nnlang.value.Arguments;

/** A function that makes a schedule. */
public interface ScheduleBuiltin extends Builtin {
  Schedule make(Arguments arguments);

  @Override
  default Object call(Arguments arguments, Session session) {
    return make(arguments);
  }
}
