// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;

/** Samples of {@link Losses}. */
final class LossesSamples {
  private LossesSamples() {}

  static List<Sample> losses() {
    Losses.Options sum = new Losses.Options(Losses.Reduction.SUM, null);
    Losses.Options none = new Losses.Options(Losses.Reduction.NONE, null);
    Sample.Arg x = Sample.real(4, 3);
    return List.of(
        of("mse", Losses::mse, Sample.real(2, 3), Sample.real(2, 3)),
        of("mse", Losses::mse, Sample.real(1), Sample.index(5, 1)),
        of("mse", (p, t) -> Losses.mse(p, t, sum), x, x),
        weighted("mse", Losses::mse, x, x, Sample.within(0.1, 2, 4)),
        of("mae", (p, t) -> Losses.mae(p, t, none), Sample.real(2, 3), Sample.real(2, 3)),
        weighted("mae", Losses::mae, x, x, Sample.within(0.1, 2, 1, 3)),
        of("huber", (p, t) -> Losses.huber(p, t, 1, Losses.Options.PLAIN), x, x),
        weighted("huber", (p, t, o) -> Losses.huber(p, t, 1, o), x, x, Sample.within(0.1, 2, 4, 3)),
        of("crossEntropy", Losses::crossEntropy, x, Sample.index(3, 4)),
        of("crossEntropy", Losses::crossEntropy, Sample.real(2, 2, 5), Sample.index(5, 2, 2)),
        of("crossEntropy", Losses::crossEntropy, Sample.real(5), Sample.index(5)),
        of(
            "crossEntropy",
            (p, t) -> Losses.crossEntropy(p, t, 1L, 0.1, Losses.Options.PLAIN),
            x,
            Sample.index(3, 4)),
        of(
            "crossEntropy",
            (p, t) -> Losses.crossEntropy(p, t, 1L, 0, none),
            Sample.real(2, 2, 3),
            Sample.index(3, 2, 2)),
        weighted(
            "crossEntropy",
            (p, t, o) -> Losses.crossEntropy(p, t, 1L, 0.1, o),
            Sample.real(2, 4, 3),
            Sample.index(3, 2, 4),
            Sample.within(0.1, 2, 3)),
        weighted(
            "crossEntropy",
            (p, t, o) -> Losses.crossEntropy(p, t, null, 0, o),
            Sample.real(2, 4, 3),
            Sample.index(3, 2, 4),
            Sample.within(0.1, 2, 2)),
        of(
            "binaryCrossEntropy",
            (p, t) -> Losses.binaryCrossEntropy(p, t, Losses.Options.PLAIN),
            x,
            Sample.within(0, 1, 4, 3)),
        weighted(
            "binaryCrossEntropy",
            Losses::binaryCrossEntropy,
            x,
            Sample.within(0, 1, 4, 3),
            Sample.real(4)),
        of("kl", (p, t) -> Losses.kl(p, t, none), x, Sample.within(0.1, 1, 4, 3)),
        weighted("kl", Losses::kl, x, Sample.within(0.1, 1, 4, 3), Sample.within(0.1, 2, 4)));
  }

  private static Sample weighted(
      String name, Weighted body, Sample.Arg prediction, Sample.Arg target, Sample.Arg weight) {
    return Sample.of(
        name,
        n -> body.of(n.get(0), n.get(1), new Losses.Options(Losses.Reduction.MEAN, n.get(2))),
        prediction,
        target,
        weight);
  }

  private static Sample of(
      String name,
      java.util.function.BinaryOperator<Node> body,
      Sample.Arg prediction,
      Sample.Arg target) {
    return Sample.of(name, n -> body.apply(n.get(0), n.get(1)), prediction, target);
  }

  private interface Weighted {
    Node of(Node prediction, Node target, Losses.Options options);
  }
}
