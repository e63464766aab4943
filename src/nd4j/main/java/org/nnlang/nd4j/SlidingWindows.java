// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Autograd;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.op.Assemble;
import org.nnlang.op.Conditions;
import org.nnlang.op.Convolve;
import org.nnlang.op.MatMul;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.Pool;
import org.nnlang.op.Slice;
import org.nnlang.op.WindowGeometry;

/**
 * Convolutions and poolings from slices: one for each number of the kernel has that number's
 * partner of every window. ND4J's own are slower, and its gradients of them cannot be saved.
 */
final class SlidingWindows {
  private SlidingWindows() {}

  /** A convolution or its gradients, of the same inputs. */
  static Node convolve(Convolve op, List<Node> in) {
    return switch (op.kind()) {
      case FORWARD -> forward(op, in);
      case IMAGES -> linear(op, in.get(1), in.get(0), true);
      case WEIGHTS -> linear(op, in.get(0), in.get(1), false);
    };
  }

  private static Node forward(Convolve op, List<Node> in) {
    Node images = in.get(0);
    Node weights = in.get(1);
    List<Integer> kernel = Convolve.kernel(weights.type());
    Type out = op.infer(List.of(images.type(), weights.type()));
    List<Dim> places = WindowGeometry.sizes(out);
    var at = new Places(op.windows(), kernel, WindowGeometry.sizes(images.type()), places);
    Node padded = at.padded(images, 0);
    Dim batch = out.dim(0);
    Dim ins = weights.type().dim(1);
    Dim outs = Dim.of(out.dim(1).value() / op.groups());
    Dim numbers = Dim.of(at.count());
    Dim all = batch.times(Type.product(places));
    List<Node> groups = new ArrayList<>();
    for (int g = 0; g < op.groups(); g++) {
      Node own = part(padded, 1, g, ins);
      // [channel, batch, place...] of each number of the kernel
      Node patches =
          at.count() == 1
              ? Ops.unsqueeze(swapped(at.slice(own, 0)), 1)
              : Ops.stack(each(at.count(), k -> swapped(at.slice(own, k))), 1);
      Node flat = Ops.reshape(patches, List.of(ins.times(numbers), all));
      Node matrix = Ops.reshape(part(weights, 0, g, outs), List.of(outs, ins.times(numbers)));
      Node product = matrix.apply(new MatMul(false, false), flat);
      List<Dim> dims = new ArrayList<>(List.of(outs, batch));
      dims.addAll(places);
      groups.add(swapped(Ops.reshape(product, dims)));
    }
    Node result = groups.size() == 1 ? groups.get(0) : Ops.concat(groups, 1);
    if (in.size() < 3) {
      return result;
    }
    List<Dim> bias = new ArrayList<>(List.of(Dim.of(1), out.dim(1)));
    places.forEach(p -> bias.add(Dim.of(1)));
    return Numeric.add(result, Ops.reshape(in.get(2), bias));
  }

  /**
   * The gradient of a convolution, which is linear in both inputs: so it needs no numbers of that
   * by which it is taken.
   *
   * @param known the other input
   * @param upstream the gradient of the result
   */
  private static Node linear(Convolve op, Node known, Node upstream, boolean byImages) {
    Graph graph = known.graph().fresh();
    Node other = graph.input(known.type(), new Object());
    Node up = graph.input(upstream.type(), new Object());
    Type found =
        op.infer(byImages ? List.of(up.type(), other.type()) : List.of(other.type(), up.type()));
    Node by = graph.input(found, new Object());
    Convolve way = new Convolve(Convolve.Kind.FORWARD, op.windows(), op.groups(), List.of());
    Node out = forward(way, byImages ? List.of(by, other) : List.of(other, by));
    Node gradient = Autograd.gradients(List.of(out), List.of(up), List.of(by), Numeric::add).get(0);
    return new Subgraph(List.of(other, up), List.of(gradient))
        .on(List.of(known, upstream), known.graph())
        .get(gradient);
  }

  /** A pooling or its gradients, of the same inputs. */
  static Node pool(Pool op, List<Node> in) {
    Type x = in.get(0).type();
    Type large = WindowGeometry.planes(x, x.dim(0), x.dim(1), op.sizes());
    List<Dim> places = op.windows().places(op.name(), large);
    var at = new Places(op.windows().slide(), op.windows().kernel(), op.sizes(), places);
    return switch (op.kind()) {
      case MAX -> largest(at, in.get(0));
      case MAX_TAKE -> {
        Node other = at.padded(in.get(1), 0);
        List<Node> hits = hits(at, in.get(0));
        yield sum(each(at.count(), k -> Conditions.where(hits.get(k), at.slice(other, k), 0)));
      }
      case MAX_ADD -> {
        List<Node> hits = hits(at, in.get(0));
        yield at.placed(each(at.count(), k -> Conditions.where(hits.get(k), in.get(1), 0)));
      }
      case MEAN -> {
        Node padded = at.padded(in.get(0), 0);
        Node all = sum(each(at.count(), k -> at.slice(padded, k)));
        yield Numeric.div(all, at.numbers(all));
      }
      case MEAN_ADD -> {
        Node share = Numeric.div(in.get(0), at.numbers(in.get(0)));
        yield at.placed(each(at.count(), k -> share));
      }
    };
  }

  private static Node largest(Places at, Node x) {
    Node padded = at.padded(x, Double.NEGATIVE_INFINITY);
    return join(each(at.count(), k -> at.slice(padded, k)), Numeric::maximum);
  }

  /** For each number of the kernel, where it is the first that is the largest of its window. */
  private static List<Node> hits(Places at, Node x) {
    Node padded = at.padded(x, Double.NEGATIVE_INFINITY);
    Node best = largest(at, x);
    List<Node> out = new ArrayList<>();
    Node earlier = null;
    for (int k = 0; k < at.count(); k++) {
      Node hit = Conditions.eq(at.slice(padded, k), best);
      out.add(earlier == null ? hit : Conditions.and(hit, Conditions.not(earlier)));
      earlier = earlier == null ? hit : Conditions.or(earlier, hit);
    }
    return out;
  }

  private static Node part(Node x, int axis, int i, Dim size) {
    return x.type().dim(axis).equals(size)
        ? x
        : Ops.slice(x, axis, size.times(i), size.times(i + 1L), 1);
  }

  private static Node swapped(Node x) {
    return Ops.transpose(x, 0, 1);
  }

  private static List<Node> each(int count, IntFunction<Node> of) {
    List<Node> out = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      out.add(of.apply(k));
    }
    return out;
  }

  private static Node sum(List<Node> all) {
    return join(all, Numeric::add);
  }

  private static Node join(List<Node> all, BinaryOperator<Node> by) {
    return all.stream().reduce(by).orElseThrow();
  }

  /** Where the windows' numbers are in images with zeros around. */
  private record Places(
      WindowGeometry windows, List<Integer> kernel, List<Dim> sizes, List<Dim> places) {
    /** How many numbers a window has. */
    int count() {
      return kernel.stream().reduce(1, (a, b) -> a * b);
    }

    /** How many numbers are missing at the end of an axis. */
    private Dim after(int i) {
      Dim reach = places.get(i).plus(-1).times(windows.stride().get(i));
      Dim end = reach.plus((kernel.get(i) - 1L) * windows.dilation().get(i) + 1);
      Dim missing = end.minus(sizes.get(i)).plus(-windows.before().get(i));
      return missing.isKnown() && missing.value() < 0 ? Dim.of(0) : missing;
    }

    Node padded(Node x, double value) {
      Node out = x;
      for (int i = 0; i < kernel.size(); i++) {
        int before = windows.before().get(i);
        if (before > 0 || !after(i).is(0)) {
          out = Ops.pad(out, 2 + i, Dim.of(before), after(i), value);
        }
      }
      return out;
    }

    /** Number {@code k} of the kernel, row-major, of every window. */
    Node slice(Node padded, int k) {
      List<Dim> dims = new ArrayList<>(padded.type().dims().subList(0, 2));
      dims.addAll(places);
      return padded.apply(new Slice(starts(k), steps(), dims));
    }

    /** Numbers for each window added where the kernel's numbers stand; zeros around cut off. */
    Node placed(List<Node> each) {
      List<Dim> lead = each.get(0).type().dims().subList(0, 2);
      List<Dim> whole = new ArrayList<>(lead);
      for (int i = 0; i < kernel.size(); i++) {
        whole.add(sizes.get(i).plus(windows.before().get(i)).plus(after(i)));
      }
      @Nullable Node all = null;
      for (int k = 0; k < each.size(); k++) {
        var part = new Assemble.Part(starts(k), steps());
        Node placed = each.get(k).apply(new Assemble(List.of(part), whole));
        all = all == null ? placed : Numeric.add(all, placed);
      }
      for (int i = 0; i < kernel.size(); i++) {
        Dim before = Dim.of(windows.before().get(i));
        all = Ops.slice(all, 2 + i, before, before.plus(sizes.get(i)), 1);
      }
      return all;
    }

    /** How many numbers each window has, zeros around included but not what lies beyond. */
    Node numbers(Node like) {
      Node all = null;
      for (int i = 0; i < kernel.size(); i++) {
        List<Dim> dims = new ArrayList<>();
        for (int k = 0; k < like.rank(); k++) {
          dims.add(k == 2 + i ? places.get(i) : Dim.of(1));
        }
        Type type = like.type().with(dims);
        double before = windows.before().get(i);
        Node first = Ops.iota(like.graph(), type, 2 + i, -before, windows.stride().get(i));
        double end = sizes.get(i).value() + before;
        Node last =
            Numeric.minimum(Numeric.add(first, kernel.get(i)), Ops.full(like.graph(), type, end));
        Node count = Numeric.sub(last, first);
        all = all == null ? count : Numeric.mul(all, count);
      }
      return all;
    }

    private List<Dim> starts(int k) {
      List<Dim> out = new ArrayList<>();
      int rest = k;
      for (int i = kernel.size() - 1; i >= 0; i--) {
        out.add(0, Dim.of((long) rest % kernel.get(i) * windows.dilation().get(i)));
        rest /= kernel.get(i);
      }
      out.add(0, Dim.of(0));
      out.add(0, Dim.of(0));
      return out;
    }

    private List<Long> steps() {
      List<Long> out = new ArrayList<>(List.of(1L, 1L));
      windows.stride().forEach(s -> out.add((long) s));
      return out;
    }
  }
}
