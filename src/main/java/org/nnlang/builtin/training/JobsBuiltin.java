// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.training;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;

/** {@code jobs}. */
@AutoService(Builtin.class)
public final class JobsBuiltin implements Builtin {
  @Override
  public String signature() {
    return "jobs() -> list";
  }

  @Override
  public String doc() {
    return """
    The trainings in the background, `train(…, background: true)`, in the order in which they began;
    those that are over too. A job has the members of its history, `number`, and `state`: "running",
    "done", "stopped" or "failed".
    Example: filter(jobs(), j -> j.state == "running")\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return new ArrayList<Object>(session.jobs().all());
  }
}
