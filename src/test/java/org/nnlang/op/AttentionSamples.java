// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;

/** Samples of {@link Attention}. */
final class AttentionSamples {
  private AttentionSamples() {}

  static List<Sample> attention() {
    Sample.Arg qk = Sample.real(2, 2, 3, 4);
    return List.of(
        of(Attention.Options.PLAIN, qk, qk, Sample.real(2, 2, 3, 5)),
        of(Attention.Options.ofCausal(), qk, qk, qk),
        of(Attention.Options.ofCausal(), Sample.real(2, 4), Sample.real(3, 4), Sample.real(3, 2)),
        of(new Attention.Options(true, 0, null, 0.3, 5, 0.5), qk, qk, qk),
        of(
            new Attention.Options(false, 2, null, 0, 0, null),
            Sample.real(2, 4, 3, 4),
            Sample.real(2, 2, 4, 4),
            Sample.real(2, 2, 4, 4)),
        Sample.of(
            "attention",
            n ->
                Attention.attention(
                    n.get(0),
                    n.get(1),
                    n.get(1),
                    new Attention.Options(false, 2, n.get(2), 0, 0, null)),
            Sample.real(4, 3, 2),
            Sample.real(2, 3, 2),
            Sample.real(3, 3)),
        Sample.of(
            "attention",
            n ->
                Attention.attention(
                    n.get(0),
                    n.get(0),
                    n.get(0),
                    new Attention.Options(false, 0, n.get(1), 0, 0, null)),
            qk,
            Sample.real(3, 3)),
        Sample.of(
            "attention",
            n -> {
              // each key seen by all or none of the queries, the first by all
              Node seen = Ops.concat(List.of(Conditions.eq(n.get(1), n.get(1)), n.get(1)), -1);
              return Attention.attention(
                  n.get(0), n.get(0), n.get(0), new Attention.Options(false, 0, seen, 0, 0, null));
            },
            Sample.real(2, 4, 3),
            Sample.bool(1, 2)));
  }

  private static Sample of(Attention.Options options, Sample.Arg q, Sample.Arg k, Sample.Arg v) {
    return Sample.of(
        "attention", n -> Attention.attention(n.get(0), n.get(1), n.get(2), options), q, k, v);
  }
}
