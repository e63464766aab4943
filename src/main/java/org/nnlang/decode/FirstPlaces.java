// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.nnlang.tensor.Tensor;

/** Fills a state with what the net has before any token: it is the same in every row. */
final class FirstPlaces {
  private final List<Factor> of = new ArrayList<>();
  private final State state;
  private final Tensor out;

  FirstPlaces(Layout layout, State state, Tensor out) {
    layout.axes().forEach(of::addAll);
    this.state = state;
    this.out = out;
  }

  /**
   * Copies them.
   *
   * @param value what the net's value is in the first sample; not asked for where nothing is copied
   */
  void copy(Supplier<Tensor> value, long batch, long room, Samples samples) {
    long known = Long.MAX_VALUE;
    for (Factor f : of) {
      known = f instanceof Factor.Time t ? -t.ahead() : known;
    }
    if (known <= Math.max(0, state.first())) {
      return;
    }
    List<Factor> to = new ArrayList<>();
    state.axes().forEach(to::addAll);
    Tensor from = value.get();
    long[] index = new long[of.size()];
    long[] own = to.stream().mapToLong(f -> Layout.size(List.of(f), batch, room)).toArray();
    long[] sampled =
        of.stream()
            .mapToLong(f -> Layout.size(List.of(f), samples.batch(0), samples.time(0)))
            .toArray();
    for (long i = 0; i < out.size(); i++) {
      long rest = i;
      for (int f = index.length - 1; f >= 0; f--) {
        index[f] = rest % own[f];
        rest /= own[f];
      }
      long element = 0;
      boolean there = true;
      for (int f = 0; f < index.length; f++) {
        long at = index[f];
        if (of.get(f) instanceof Factor.Time) {
          at += state.first();
          there &= at >= 0 && at < known;
        } else if (of.get(f) instanceof Factor.Batch) {
          at = 0;
        }
        element = element * sampled[f] + at;
      }
      if (there) {
        out.fill(i, from, element, 1);
      }
    }
  }
}
