// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.training;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.job.Job;
import org.nnlang.train.Monitor;
import org.nnlang.train.Progress;
import org.nnlang.value.Arguments;
import org.nnlang.value.None;

/** {@code watch}. */
@AutoService(Builtin.class)
public final class Watch implements Builtin {
  @Override
  public String signature() {
    return "watch(job: job)";
  }

  @Override
  public String doc() {
    return """
    Draws the losses of a training in the background while they fall, until it is over. Ctrl-C ends
    the watching, not the training. Without a terminal it waits.
    Example: watch(job)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    var job = (Job) a.get("job");
    if (!session.showsProgress() || !session.errIsTerminal()) {
      Waiting.forEnd(job, session);
      return None.NONE;
    }
    Waiting.notOwn(job);
    try (var watching = session.interruption().training()) {
      int width = session.width();
      var bar = new Progress(session.err(), true, width, watching::requested);
      var curve = new LiveCurve(bar, session);
      job.replay(curve);
      RuntimeException failure = session.jobs().await(job, () -> follow(job, curve));
      if (failure != null) {
        throw failure;
      }
      if (job.isOver()) {
        curve.end(job.history());
      } else {
        session.err().println();
      }
    }
    return None.NONE;
  }

  /** Whether to watch no longer. */
  private static boolean follow(Job job, LiveCurve curve) {
    Monitor.Status now = job.reached();
    if (now.step() > curve.last()) {
      curve.step(now);
    }
    return curve.interrupted();
  }

  @Override
  public Object foresee(Arguments a, Session session) {
    return None.NONE;
  }
}
