// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nnlang.decode.Samples.Numbers;
import org.nnlang.graph.Node;
import org.nnlang.op.AddAlong;
import org.nnlang.op.ArgMax;
import org.nnlang.op.ArgSort;
import org.nnlang.op.Assemble;
import org.nnlang.op.Attend;
import org.nnlang.op.AttendGradient;
import org.nnlang.op.Cast;
import org.nnlang.op.Compare;
import org.nnlang.op.CompareScalar;
import org.nnlang.op.Convolve;
import org.nnlang.op.Cumsum;
import org.nnlang.op.Detach;
import org.nnlang.op.Expand;
import org.nnlang.op.Fill;
import org.nnlang.op.Gather;
import org.nnlang.op.Identity;
import org.nnlang.op.Ids;
import org.nnlang.op.Iota;
import org.nnlang.op.IsNan;
import org.nnlang.op.MatMul;
import org.nnlang.op.Not;
import org.nnlang.op.Pairwise;
import org.nnlang.op.Permute;
import org.nnlang.op.Pointwise;
import org.nnlang.op.Pool;
import org.nnlang.op.Primitive;
import org.nnlang.op.PutAlong;
import org.nnlang.op.Random;
import org.nnlang.op.Reducing;
import org.nnlang.op.Reshape;
import org.nnlang.op.Scan;
import org.nnlang.op.ScanOutput;
import org.nnlang.op.ScatterAdd;
import org.nnlang.op.Slice;
import org.nnlang.op.TakeAlong;
import org.nnlang.op.Unpack;
import org.nnlang.op.Where;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;

/**
 * How each primitive op acts along time: what the axes of its result are made of, and when an
 * element of it is known. Throws {@link NotCausal} for what needs places that are not there yet.
 */
final class Layouts {
  private final Samples samples;
  private final boolean allPlaces;
  private final Factors factors;
  private final Values values;
  private final Sums sums;
  private final Sliding sliding = new Sliding(this);
  private final Scans scans = new Scans(this);
  private final Map<Node, Layout> known = new HashMap<>();
  private long longest = Long.MAX_VALUE;

  /** How ops act where each place may count on itself and earlier ones alone. */
  Layouts(Samples samples, Values values) {
    this(samples, values, false);
  }

  /** The same where later places are there too: when elements are known is not said then. */
  static Layouts ofAllPlaces(Samples samples, Values values) {
    return new Layouts(samples, values, true);
  }

  private Layouts(Samples samples, Values values, boolean allPlaces) {
    this.samples = samples;
    this.allPlaces = allPlaces;
    factors = new Factors(samples);
    this.values = values;
    sums = new Sums(this, new Beyond(this, values));
  }

  Samples samples() {
    return samples;
  }

  /** Whether later places are there too. */
  boolean allPlaces() {
    return allPlaces;
  }

  /** Refuses what needs later places, where these are not there. */
  void needsLater(Node n, String why) {
    if (!allPlaces) {
      throw new NotCausal(n, why);
    }
  }

  /** Says what the tokens are: {@code [batch, time]}. */
  void putTokens(Node tokens) {
    put(
        tokens,
        new Layout(
            List.of(List.of(new Factor.Batch()), List.of(new Factor.Time(0, 0, null))), true));
  }

  /** Refuses results that are no logits for each token. */
  void checkLogits(Node result) {
    Layout layout = of(result);
    boolean fits =
        layout.rank() == 3
            && layout.isPureTime(1)
            && Objects.requireNonNull(layout.time(1)).rest() == 0
            && layout.axis(0).equals(List.of(new Factor.Batch()))
            && Layout.isConstant(layout.axis(2));
    if (!fits) {
      throw Problem.of(ErrorCode.TYPE, "the net does not give logits for each token");
    }
    Factor.Time time = Objects.requireNonNull(layout.time(1));
    if (!allPlaces && (time.tail() > 0 || time.ahead() != 0)) {
      throw new NotCausal(time.blame(), "sees later places");
    }
  }

  /** How many tokens the net's tables are made for. */
  long longest() {
    return longest;
  }

  void atMost(long tokens) {
    longest = Math.min(longest, tokens);
  }

  /** Says what an input of a graph is. */
  void put(Node input, Layout layout) {
    known.put(input, layout);
  }

  boolean knows(Node n) {
    return known.containsKey(n);
  }

  Scans scans() {
    return scans;
  }

  Layout of(Node n) {
    Layout layout = known.get(n);
    if (layout == null) {
      for (Node in : n.inputs()) {
        of(in);
      }
      layout = n.isInput() ? input(n) : found(n);
      known.put(n, layout);
    }
    return layout;
  }

  private Layout input(Node n) {
    List<List<Factor>> axes = new ArrayList<>();
    for (int i = 0; i < n.rank(); i++) {
      if (!samples.size(n, i).isConstant()) {
        throw new NotCausal(null, "the net makes a tensor by hand that depends on the length");
      }
      axes.add(constant(n, i));
    }
    return new Layout(axes, false);
  }

  private Layout found(Node n) {
    if (samples.varies(n) && !(allPlaces && samples.number(n) != null)) {
      throw new NotCausal(n, "works with a number that depends on the length");
    }
    boolean tokens = n.inputs().stream().anyMatch(in -> of(in).tokens());
    Layout layout = new Layout(axes(n, (Primitive) n.op()), tokens);
    for (int i = 0; i < n.rank() && !(n.op() instanceof Scan); i++) {
      Numbers sizes = samples.size(n, i);
      for (int s = 0; s < 3; s++) {
        long size = Layout.size(layout.axis(i), samples.batch(s), samples.time(s));
        if (size != sizes.at()[s]) {
          throw new NotCausal(n, "has a size that cannot be followed");
        }
      }
    }
    return layout;
  }

  private List<List<Factor>> axes(Node n, Primitive op) {
    return switch (op) {
      case Pointwise p -> joined(n);
      case Pairwise p -> joined(n);
      case Compare c -> joined(n);
      case CompareScalar c -> joined(n);
      case Not x -> joined(n);
      case IsNan x -> joined(n);
      case Where w -> joined(n);
      case Cast c -> joined(n);
      case Detach d -> joined(n);
      case Identity i -> joined(n);
      case Ids i -> {
        rows(n.input(0), i.count().value());
        yield joined(n);
      }
      case Fill f -> made(n);
      case Iota i -> made(n);
      case Expand e -> expanded(n);
      case Permute p -> p.axes().stream().map(of(n.input(0))::axis).toList();
      case Reshape r -> reshaped(n);
      case Slice s -> new Parts(this, samples).sliced(n, s);
      case Assemble a -> new Parts(this, samples).assembled(n, a);
      case Reducing r -> sums.reduced(n, r);
      case MatMul m -> sums.product(n, m);
      case Convolve c -> sliding.convolved(n, c);
      case Pool p -> sliding.pooled(n, p);
      case Attend a -> sums.attended(n, a);
      case Gather g -> gathered(n);
      case ArgMax a -> along(n, a.axis(), List.of());
      case ArgSort a -> along(n, a.axis(), of(n.input(0)).axis(a.axis()));
      case TakeAlong t -> along(n, t.axis(), of(n.input(1)).axis(t.axis()));
      case PutAlong p -> along(n, p.axis(), of(n.input(0)).axis(p.axis()));
      case AddAlong a -> along(n, a.axis(), constant(n, a.axis()));
      case Cumsum c -> summed(n, c);
      case Scan s -> scans.scanned(n, s.recurrence());
      case ScanOutput o -> scans.given(n, o);
      case ScatterAdd s -> onlyConstant(n, "adds up by index");
      case Unpack u -> onlyConstant(n, "unpacks something else than weights");
      case AttendGradient a -> onlyConstant(n, "is a gradient");
      case Random r -> throw new NotCausal(n, "draws other numbers at each call");
    };
  }

  /** An axis that is as long at all batches and lengths. */
  List<Factor> constant(Node n, int axis) {
    return Layout.normal(List.of(new Factor.Const(samples.size(n, axis).at()[0])));
  }

  private List<List<Factor>> onlyConstant(Node n, String why) {
    if (!n.inputs().stream().allMatch(in -> of(in).isConstant())) {
      throw new NotCausal(n, why);
    }
    List<List<Factor>> axes = new ArrayList<>();
    for (int i = 0; i < n.rank(); i++) {
      axes.add(constant(n, i));
    }
    return axes;
  }

  /** Made of sizes alone. */
  private List<List<Factor>> made(Node n) {
    List<List<Factor>> axes = new ArrayList<>();
    for (int i = 0; i < n.rank(); i++) {
      axes.add(made(n, i));
    }
    if (n.op() instanceof Iota i
        && axes.get(i.axis()).size() > 1
        && !Layout.isConstant(axes.get(i.axis()))) {
      throw new NotCausal(n, "counts places and something else in one");
    }
    return axes;
  }

  List<Factor> made(Node n, int axis) {
    List<Factor> out = factors.of(samples.size(n, axis));
    if (out == null) {
      throw new NotCausal(n, "has a size that cannot be followed");
    }
    return out;
  }

  private List<List<Factor>> expanded(Node n) {
    Layout in = of(n.input(0));
    List<List<Factor>> axes = new ArrayList<>();
    for (int i = 0; i < n.rank(); i++) {
      int at = i - (n.rank() - in.rank());
      boolean kept = at >= 0 && !in.axis(at).isEmpty();
      axes.add(kept ? in.axis(at) : made(n, i));
    }
    return axes;
  }

  private List<List<Factor>> reshaped(Node n) {
    List<Numbers> sizes = new ArrayList<>();
    for (int i = 0; i < n.rank(); i++) {
      sizes.add(samples.size(n, i));
    }
    List<List<Factor>> axes = factors.cut(of(n.input(0)).axes(), sizes);
    if (axes == null || axes.stream().anyMatch(Layouts::hasTwo)) {
      throw new NotCausal(n, "puts numbers of several places side by side");
    }
    return axes;
  }

  private static boolean hasTwo(List<Factor> axis) {
    return axis.stream().filter(Factor.Time.class::isInstance).count() > 1;
  }

  /** Element by element: axes from the right are the same, or one is 1. */
  private List<List<Factor>> joined(Node n) {
    List<List<Factor>> axes = new ArrayList<>();
    for (int i = 0; i < n.rank(); i++) {
      List<Layout> from = new ArrayList<>();
      List<Integer> at = new ArrayList<>();
      for (Node in : n.inputs()) {
        int axis = i - (n.rank() - in.rank());
        if (axis >= 0 && !of(in).axis(axis).isEmpty()) {
          from.add(of(in));
          at.add(axis);
        }
      }
      axes.add(joined(n, from, at));
    }
    return axes;
  }

  /** An axis that all of these have. */
  List<Factor> joined(Node n, List<Layout> from, List<Integer> at) {
    List<Factor> out = new ArrayList<>();
    if (from.isEmpty()) {
      return out;
    }
    for (int i = 0; i < from.size(); i++) {
      if (from.get(i).axis(at.get(i)).size() != from.get(0).axis(at.get(0)).size()) {
        throw new NotCausal(n, "joins axes of which one has time in it and one has not");
      }
    }
    for (int f = 0; f < from.get(0).axis(at.get(0)).size(); f++) {
      Factor now = from.get(0).axis(at.get(0)).get(f);
      boolean tokens = from.get(0).tokens();
      for (int i = 1; i < from.size(); i++) {
        Factor other = from.get(i).axis(at.get(i)).get(f);
        if (now instanceof Factor.Time a
            && other instanceof Factor.Time b
            && a.rest() == b.rest()) {
          // what depends on places alone is known for all of them
          boolean later = from.get(i).tokens() && (!tokens || b.ahead() > a.ahead());
          now = later ? b : a;
          tokens |= from.get(i).tokens();
        } else if (!now.equals(other)) {
          throw new NotCausal(n, "joins axes of which one has time in it and one has not");
        }
      }
      out.add(now);
    }
    return out;
  }

  private List<List<Factor>> gathered(Node n) {
    Layout table = of(n.input(0));
    Layout index = of(n.input(1));
    if (!Layout.isConstant(table.axis(0)) && (table.tokens() || index.tokens())) {
      throw new NotCausal(n, "looks up places by number");
    }
    List<List<Factor>> axes = new ArrayList<>(index.axes());
    axes.addAll(table.axes().subList(1, table.rank()));
    if (axes.stream().filter(a -> Layout.timeOf(a) != null).count() > 2) {
      throw new NotCausal(n, "has time in more than two axes");
    }
    if (Layout.isConstant(table.axis(0))) {
      rows(n.input(1), samples.size(n.input(0), 0).at()[0]);
    }
    return axes;
  }

  /** Finds out for how many tokens there are rows in a table that is looked up by place. */
  private void rows(Node index, long rows) {
    Layout layout = of(index);
    if (layout.tokens() || layout.times().isEmpty() || index.op() instanceof Ids) {
      return;
    }
    Tensor all = values.of(index);
    long most = most(all, layout, 0);
    long grows = most - most(all, layout, 1);
    if (grows > 0) {
      boolean steady = most(all, layout, 1) - most(all, layout, 2) == grows;
      long more = Math.floorDiv(rows - 1 - most, grows);
      atMost(samples.time(0) + (steady ? more : Math.min(more, 0)));
    }
  }

  /** The largest of the numbers, but for those of so many last places. */
  private static long most(Tensor all, Layout layout, long without) {
    long most = Long.MIN_VALUE;
    for (long i = 0; i < all.size(); i++) {
      boolean counts = true;
      long rest = i;
      for (int axis = all.rank() - 1; axis >= 0; axis--) {
        long at = rest % all.dim(axis);
        counts &= layout.time(axis) == null || at < all.dim(axis) - without;
        rest /= all.dim(axis);
      }
      most = counts ? Math.max(most, all.getLong(i)) : most;
    }
    return most;
  }

  /** Work along an axis that is not time, line by line. */
  private List<List<Factor>> along(Node n, int axis, List<Factor> result) {
    List<List<Factor>> axes = new ArrayList<>();
    for (int i = 0; i < n.rank(); i++) {
      int at = i;
      List<Layout> all = n.inputs().stream().map(this::of).toList();
      if (i == axis) {
        if (all.stream().anyMatch(l -> !Layout.isConstant(l.axis(at)))) {
          throw new NotCausal(n, "takes all places together, later ones too");
        }
        axes.add(result);
      } else {
        axes.add(joined(n, all, all.stream().map(l -> at).toList()));
      }
    }
    return axes;
  }

  private List<List<Factor>> summed(Node n, Cumsum op) {
    Layout x = of(n.input(0));
    boolean alone = x.time(op.axis()) == null || x.isPureTime(op.axis()) && x.times().size() == 1;
    if (x.hasBatch(op.axis()) || !alone) {
      throw new NotCausal(n, "adds up more than one place after the other");
    }
    return x.axes();
  }

  List<List<Factor>> onlyConstantSizes(Node n) {
    List<List<Factor>> axes = new ArrayList<>();
    for (int i = 0; i < n.rank(); i++) {
      axes.add(made(n, i));
    }
    return axes;
  }
}
