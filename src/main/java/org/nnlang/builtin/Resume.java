// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import com.google.auto.service.AutoService;
import org.nnlang.source.Problem;
import org.nnlang.train.Trainer;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;

/** {@code resume}. */
@AutoService(Builtin.class)
public final class Resume implements Builtin {
  @Override
  public String signature() {
    return "resume(net: instance)";
  }

  @Override
  public String doc() {
    return """
    Goes on with a training that was ended early, as if it had not been, and gives its history.
    Example: resume(net)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Module net = (Module) a.get("net");
    Trainer trainer = net.attached(Trainer.class);
    if (trainer == null) {
      throw Problem.of("train", "there is no training to go on with: this net was not trained here")
          .hint(
              "`train(net, data, …, checkpoint: \"runs/a\", resume: true)` goes on from a folder");
    }
    return TrainBuiltin.run(trainer, session);
  }
}
