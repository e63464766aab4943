// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.training;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.optimizer.OptimizerBuiltin;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.train.Cluster;
import org.nnlang.train.Grouped;
import org.nnlang.train.Optimizer;
import org.nnlang.value.Arguments;
import org.nnlang.value.TypeNames;

/** {@code spark}. */
@AutoService(Builtin.class)
public final class Spark implements Builtin {
  @Override
  public String signature() {
    return "spark(master: string, *, workers: integer = 2, local_steps: integer = 1, outer: any = none)";
  }

  @Override
  public String doc() {
    return """
    Machines of Apache Spark, for `train(…, cluster: spark(…))`. `master`: "spark://host:7077" is a cluster,
    "local-cluster[2,1,2048]" two processes of one core and 2048 MB on this machine.
    `workers`: in how many parts the work is shared out.
    `local_steps`: with 1 each step's batch is shared out and the gradients are averaged: the losses are
    those of one machine. With n each worker makes n steps with batches of its own, then weights, and
    what the optimizer remembers, are averaged. `outer`: an optimizer that makes the way to that
    mean a step of its own.
    Each machine runs the script up to the training by itself, so files need a path that all see.
    Example: train(net, data, loss: mse, steps: 100, cluster: spark("local-cluster[2,1,1024]"))\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return new Cluster(
        "spark",
        a.string("master"),
        count(a, "workers"),
        count(a, "local_steps"),
        a.isNone("outer") ? null : outer(a.get("outer")));
  }

  private static int count(Arguments a, String name) {
    return Math.toIntExact(Math.min(RangeChecks.atLeast(a, name, 1), Integer.MAX_VALUE));
  }

  private static Optimizer.ByGradient outer(Object given) {
    Grouped found = OptimizerBuiltin.of(given);
    if (found == null
        || !found.groups().isEmpty()
        || !(found.base() instanceof Optimizer.ByGradient rule)) {
      throw Problem.of(
              ErrorCode.TYPE,
              "`outer` must be an optimizer by gradients, without groups; found "
                  + TypeNames.found(given))
          .hint("`sgd(lr: 0.7, momentum: 0.9, nesterov: true)`");
    }
    return rule;
  }
}
