// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;

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
    } catch (Problem e) {
      throw Messages.tooLarge(dims);
    }
  }

  private static boolean isNegative(Dim d) {
    return d.isKnown() && d.value() < 0;
  }

  /** {@code dims} with a -1 replaced by what is left of the elements of {@code x}. */
  static List<Dim> resolve(Node x, List<Dim> dims) {
    int open = dims.indexOf(Dim.of(-1));
    if (dims.lastIndexOf(Dim.of(-1)) != open) {
      throw Messages.reshapeUnknown(dims);
    }
    List<Dim> to = open < 0 ? dims : Shapes.replaced(dims, open, Dim.of(1));
    check(to);
    Dim from = x.type().count();
    Dim count = count(to);
    boolean fits = open < 0 ? !from.cannotEqual(count) : !from.cannotBeDividedBy(count);
    if (!fits) {
      throw lost(Messages.reshape(x.type(), dims), x, dims);
    }
    return open < 0 ? dims : Shapes.replaced(dims, open, from.floorDiv(count));
  }

  /** Notes on the axes that do not stay at either end of the new shape. */
  private static Problem lost(Problem p, Node x, List<Dim> dims) {
    List<Dim> from = x.type().dims();
    int first = 0;
    while (first < Math.min(from.size(), dims.size()) && from.get(first).equals(dims.get(first))) {
      first++;
    }
    Problem out = p;
    int end = from.size();
    for (int i = dims.size() - 1;
        end > first && i >= first && from.get(end - 1).equals(dims.get(i));
        i--) {
      end--;
    }
    for (int axis = first; axis < end; axis++) {
      out = from.get(axis).is(1) ? out : Origin.note(out, x, axis);
    }
    return out;
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

  /** A size as a number in a graph. One that is not known is as many ones added up. */
  public static Node number(Graph graph, Dim dim, DType dtype) {
    return dim.isKnown()
        ? Ops.full(graph, Type.of(dtype), dim.value())
        : graph.add(new Fill(new Type(dtype, List.of(dim)), 1)).apply(new Sum(0, 1, false));
  }
}
