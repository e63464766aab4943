// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.training;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.train.Trainer;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;

/** {@code resume}. */
@AutoService(Builtin.class)
public final class Resume implements Builtin {
  @Override
  public String signature() {
    return "resume(net: instance, *, lr: float? = none, optimizer: any = none, schedule: any ="
        + " none, steps: integer? = none, background: boolean = false)";
  }

  @Override
  public String doc() {
    return """
    Goes on with a training that was ended early, as if it had not been, and gives its history. Before
    it goes on, `lr` changes the learning rate, `optimizer` and `schedule` are exchanged, and `steps`
    says how many there are in all. A new optimizer of the same kind goes on with what the old one
    remembers; one of another kind begins anew. `background`: as `train` has it.
    Example: resume(net, lr: 1e-4, steps: 2000)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Module net = (Module) a.get("net");
    Trainer trainer = net.attached(Trainer.class);
    if (trainer == null) {
      throw Problem.of(
              ErrorCode.TRAIN, "there is no training to go on with: this net was not trained here")
          .hint(
              "`train(net, data, …, checkpoint: \"runs/a\", resume: true)` goes on from a folder");
    }
    boolean changed =
        !(a.isNone("lr") && a.isNone("optimizer") && a.isNone("schedule") && a.isNone("steps"));
    if (changed) {
      trainer.change(new TrainOptions(a, session).changed(trainer.setup()));
    }
    return TrainBuiltin.run(net, trainer, a.flag("background"), session);
  }

  /** Which training there is to go on with is known when it runs. */
  @Override
  public Object foresee(Arguments a, Session session) {
    return TrainBuiltin.foreseen(a.get("background"));
  }
}
