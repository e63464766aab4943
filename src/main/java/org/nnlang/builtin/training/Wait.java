// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.training;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.job.Job;
import org.nnlang.train.History;
import org.nnlang.value.Arguments;
import org.nnlang.value.Foreseen;
import org.nnlang.value.Unknown;

/** {@code wait}. */
@AutoService(Builtin.class)
public final class Wait implements Builtin {
  @Override
  public String signature() {
    return "wait(job: job? = none)";
  }

  @Override
  public String doc() {
    return """
    Waits until a training in the background is over, and gives its history; without a job, until
    all are, and gives their histories. What a job failed with is an error here. In a script Ctrl-C
    ends the training, as if it were not in the background; at the prompt it ends the waiting.
    Example: history = wait(job)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    if (a.get("job") instanceof Job job) {
      return Waiting.forEnd(job, session);
    }
    List<Object> histories = new ArrayList<>();
    for (Job job : session.jobs().all()) {
      if (!job.isCaller()) {
        histories.add(Waiting.forEnd(job, session));
      }
    }
    return histories;
  }

  @Override
  public Object foresee(Arguments a, Session session) {
    boolean one = a.get("job") instanceof Foreseen;
    return one ? new Foreseen("history", History.MEMBERS) : Unknown.UNKNOWN;
  }
}
