// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.op.Reshape;
import org.nnlang.op.Slice;

/**
 * Slices of one tensor, each a step further along an axis.
 *
 * @param first the first of them
 * @param axis along which they follow each other
 * @param step from the start of one to that of the next
 * @param count how many they are
 * @param shape of each, in which it is taken
 */
record Sequence(Node first, int axis, long step, long count, List<Dim> shape) {
  /** That of these nodes, slices or reshaped ones; null where they are none. */
  static @Nullable Sequence of(List<Node> nodes) {
    List<Dim> shape = nodes.get(0).type().dims();
    List<Node> slices = new ArrayList<>();
    for (Node n : nodes) {
      slices.add(n.op() instanceof Reshape ? n.input(0) : n);
      if (!(slices.getLast().op() instanceof Slice s)
          || slices.getLast().input(0) != slices.getFirst().input(0)
          || !s.dims().equals(((Slice) slices.getFirst().op()).dims())
          || !s.steps().equals(((Slice) slices.getFirst().op()).steps())
          || !n.type().dims().equals(shape)) {
        return null;
      }
    }
    Slice first = (Slice) slices.get(0).op();
    int axis = -1;
    long step = 0;
    for (int i = 1; i < slices.size(); i++) {
      Slice before = (Slice) slices.get(i - 1).op();
      Slice s = (Slice) slices.get(i).op();
      for (int a = 0; a < s.starts().size(); a++) {
        Dim by = s.starts().get(a).minus(before.starts().get(a));
        if (!by.isKnown() || a == axis && by.value() != step || a != axis && !by.is(0) && i > 1) {
          return null;
        }
        if (a != axis && !by.is(0)) {
          if (axis >= 0) {
            return null;
          }
          axis = a;
          step = by.value();
        }
      }
    }
    if (axis < 0) {
      return null;
    }
    if (!first.dims().get(axis).isKnown()) {
      return null;
    }
    long width = first.dims().get(axis).value();
    boolean adjacent = width == 1 || step == width * first.steps().get(axis) && step > 0;
    return adjacent ? new Sequence(slices.get(0), axis, step, slices.size(), shape) : null;
  }

  /** The tensor that they are slices of. */
  Node source() {
    return first.input(0);
  }

  /**
   * All of them, the first axis being their number.
   *
   * @param source the tensor as it is now
   */
  Node all(Node source) {
    Slice slice = (Slice) first.op();
    Dim width = slice.dims().get(axis);
    List<Long> steps = new ArrayList<>(slice.steps());
    List<Dim> dims = new ArrayList<>(slice.dims());
    if (width.is(1)) {
      steps.set(axis, step);
    }
    dims.set(axis, width.times(count));
    boolean whole =
        dims.equals(source.type().dims())
            && steps.stream().allMatch(s -> s == 1)
            && slice.starts().stream().allMatch(s -> s.is(0));
    Node all = whole ? source : source.apply(new Slice(slice.starts(), steps, dims));
    dims.set(axis, width);
    dims.add(axis, Dim.of(count));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < dims.size(); i++) {
      if (i != axis) {
        order.add(i);
      }
    }
    order.add(0, axis);
    List<Dim> led = new ArrayList<>(shape);
    led.add(0, Dim.of(count));
    return Ops.reshape(Ops.permute(Ops.reshape(all, dims), order), led);
  }
}
