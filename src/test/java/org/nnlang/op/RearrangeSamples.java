// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import java.util.Map;
import org.nnlang.graph.Dim;

/** Samples of {@link Rearrange}. */
final class RearrangeSamples {
  private RearrangeSamples() {}

  static List<Sample> rearrange() {
    Map<String, Dim> two = Map.of("h", Dim.of(2));
    return List.of(
        Sample.one(
            "rearrange",
            x -> Rearrange.rearrange(x, "b t (h d) -> b h t d", two),
            Sample.real(2, 3, 4)),
        Sample.one(
            "rearrange",
            x ->
                Rearrange.rearrange(
                    x, "b t (n h d) -> n b h t d", Map.of("n", Dim.of(3), "h", Dim.of(2))),
            Sample.real(2, 2, 6)),
        Sample.one(
            "rearrange",
            x -> Rearrange.rearrange(x, "... a b -> ... (b a) 1", Map.of()),
            Sample.real(2, 2, 3, 2)),
        Sample.one(
            "rearrange", x -> Rearrange.rearrange(x, "a 1 -> (a)", Map.of()), Sample.real(3, 1)));
  }
}
