// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.decode.Samples.Numbers;

/** Finds out what sizes are made of by what they are in the samples. */
final class Factors {
  private final Samples samples;

  Factors(Samples samples) {
    this.samples = samples;
  }

  /**
   * What a size is that nothing else tells about: a number, the batch, the length and some more, or
   * products of these; null where it is none.
   */
  @Nullable List<Factor> of(Numbers size) {
    List<Factor> out = new ArrayList<>();
    long[] left = size.at().clone();
    if (isProportional(left, 0, 2, samples.batch(0), samples.batch(2))) {
      out.add(new Factor.Batch());
      for (int i = 0; i < left.length; i++) {
        left[i] /= samples.batch(i);
      }
    }
    if (left[0] != left[2]) {
      return null;
    }
    long grown = left[0] - left[1];
    long time = samples.time(0) - samples.time(1);
    if (grown == 0) {
      out.add(new Factor.Const(left[0]));
      return Layout.normal(out);
    }
    if (grown % time != 0 || grown / time < 1) {
      return null;
    }
    long slope = grown / time;
    long rest = left[0] - slope * samples.time(0);
    if (rest % slope != 0) {
      return null;
    }
    out.add(Factor.Time.of(rest / slope));
    out.add(new Factor.Const(slope));
    return Layout.normal(out);
  }

  private static boolean isProportional(long[] x, int a, int b, long ofA, long ofB) {
    return x[a] != x[b] && x[a] * ofB == x[b] * ofA;
  }

  /**
   * The same parts, cut into axes of other sizes; null where a cut goes through time or batch.
   *
   * @param axes of a value
   * @param sizes of the axes that it is to have
   */
  @Nullable List<List<Factor>> cut(List<List<Factor>> axes, List<Numbers> sizes) {
    List<Factor> flat = new ArrayList<>();
    axes.forEach(flat::addAll);
    Deque<Factor> left = new ArrayDeque<>(Layout.normal(flat));
    List<List<Factor>> out = new ArrayList<>();
    for (Numbers size : sizes) {
      List<Factor> axis = cut(left, size.at().clone());
      if (axis == null) {
        return null;
      }
      out.add(Layout.normal(axis));
    }
    return left.isEmpty() ? out : null;
  }

  private @Nullable List<Factor> cut(Deque<Factor> left, long[] size) {
    List<Factor> axis = new ArrayList<>();
    while (!new Numbers(size).equals(new Numbers(1, 1, 1))) {
      if (left.isEmpty()) {
        return null;
      }
      Factor next = left.removeFirst();
      if (next instanceof Factor.Const c) {
        long part = c.size();
        for (long s : size) {
          part = gcd(part, s);
        }
        if (part == 1) {
          return null;
        }
        if (part < c.size()) {
          left.addFirst(new Factor.Const(c.size() / part));
        }
        divide(size, new Numbers(part, part, part));
        axis.add(new Factor.Const(part));
      } else {
        Numbers by = next instanceof Factor.Time t ? samples.times(t.rest()) : samples.batches();
        boolean here =
            next instanceof Factor.Time
                ? isProportional(size, 0, 1, by.at()[0], by.at()[1])
                : isProportional(size, 0, 2, by.at()[0], by.at()[2]);
        if (!here || !divide(size, by)) {
          return null;
        }
        axis.add(next);
      }
    }
    return axis;
  }

  private static boolean divide(long[] size, Numbers by) {
    for (int i = 0; i < size.length; i++) {
      if (by.at()[i] == 0 || size[i] % by.at()[i] != 0) {
        return false;
      }
      size[i] /= by.at()[i];
    }
    return true;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
