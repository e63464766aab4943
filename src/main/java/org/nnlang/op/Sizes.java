// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;

/** Lists of sizes as callers give them, in which one may be -1. */
public final class Sizes {
  private Sizes() {}

  public static List<Dim> of(long... sizes) {
    List<Dim> out = new ArrayList<>();
    for (long s : sizes) {
      out.add(Dim.of(s));
    }
    return out;
  }

  /** Checks that there can be a tensor of this shape. */
  static void check(List<Dim> dims) {
    if (dims.stream().anyMatch(Sizes::isNegative)) {
      throw Messages.negativeSize(dims);
    }
    count(dims);
  }

  /** The product of sizes. */
  private static Dim count(List<Dim> dims) {
    try {
      return Type.product(dims);
    } catch (ArithmeticException e) {
      throw Messages.tooLarge(dims);
    }
  }

  private static boolean isNegative(Dim d) {
    return d.isKnown() && d.value() < 0;
  }

  /** {@code dims} with a -1 replaced by what is left of the elements of {@code x}. */
  static List<Dim> resolve(Type x, List<Dim> dims) {
    int open = dims.indexOf(Dim.of(-1));
    if (open < 0) {
      return dims;
    }
    if (dims.lastIndexOf(Dim.of(-1)) != open) {
      throw Messages.reshapeUnknown(dims);
    }
    Dim rest = count(Shapes.replaced(dims, open, Dim.of(1)));
    if (x.count().cannotBeDividedBy(rest)) {
      throw Messages.reshape(x, dims);
    }
    return Shapes.replaced(dims, open, x.count().floorDiv(rest));
  }

  /** {@code dims} with each -1 replaced by the size that {@code x} has there, from the right. */
  static List<Dim> resolveExpand(Type x, List<Dim> dims) {
    List<Dim> out = new ArrayList<>(dims);
    int extra = dims.size() - x.rank();
    for (int i = Math.max(extra, 0); i < dims.size(); i++) {
      if (dims.get(i).is(-1)) {
        out.set(i, x.dim(i - extra));
      }
    }
    return out;
  }

  /**
   * A size as a number in a graph; one that is not known is no number, and such a graph never runs.
   */
  static double number(Dim dim) {
    return dim.isKnown() ? dim.value() : Double.NaN;
  }
}
