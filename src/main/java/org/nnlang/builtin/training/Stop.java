// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.training;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.job.Job;
import org.nnlang.train.History;
import org.nnlang.value.Arguments;
import org.nnlang.value.Foreseen;

/** {@code stop}. */
@AutoService(Builtin.class)
public final class Stop implements Builtin {
  @Override
  public String signature() {
    return "stop(job: job)";
  }

  @Override
  public String doc() {
    return """
    Ends a training in the background after the step in hand, and gives its history; `resume(net)` goes
    on. One that is over stays as it is.
    Example: stop(job); resume(net, lr: 1e-4, background: true)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    var job = (Job) a.get("job");
    job.stop();
    if (!job.isCaller()) {
      session.jobs().await(job, () -> false);
    }
    if (job.failure() != null) {
      throw job.failure();
    }
    return job.history();
  }

  @Override
  public Object foresee(Arguments a, Session session) {
    return new Foreseen("history", History.MEMBERS);
  }
}
