// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Trace;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Type;
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
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
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
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * Builds the graph of a step: of each value of the net the part that is of the new tokens. Where
 * later places need earlier ones, these are a {@link State}.
 */
final class StepBuilder {
  /**
   * How large a step is.
   *
   * @param batch rows
   * @param tokens new places
   * @param room places that are remembered at most
   * @param grows whether what is remembered is as long as the text so far, and a step gives it with
   *     the new places behind, all of which count; else it has room from the start and is written
   *     in place. What grows is for others to read: it has no op of the own backend alone
   */
  record Size(Dim batch, Dim tokens, Dim room, boolean grows) {
    static Size of(long batch, long tokens, long room) {
      return new Size(Dim.of(batch), Dim.of(tokens), Dim.of(room), false);
    }

    /** One that grows, of sizes that need not be known. */
    static Size growing(Dim batch, Dim tokens, Dim past) {
      return new Size(batch, tokens, past.plus(tokens), true);
    }

    /** Places that were remembered before the step, where it grows. */
    Dim past() {
      return room.minus(tokens);
    }

    /** Whether all new places count. */
    boolean isFull() {
      return grows || tokens.is(1);
    }
  }

  private final Layouts layouts;
  private final Map<Node, Tensor> constants;
  private final BiFunction<Node, Op, @Nullable Tensor> ofWeights;
  private final Size size;
  private final Graph graph;
  private final @Nullable Trace trace;
  private final Node position;
  private final Node count;
  private final Map<Key, Node> known = new HashMap<>();
  private final States states = new States(this);
  private final StepParts parts = new StepParts(this);
  private final StepLookups lookups = new StepLookups(this);
  private final StepWindows windows = new StepWindows(this);
  private final StepScan recurrences = new StepScan(this);

  private record Key(Node node, List<@Nullable Role> roles) {}

  /**
   * @param constants values of the net that are the same at each step
   * @param ofWeights gives what an op makes of such a value, or null where there is no memory for
   *     it
   * @param position how many tokens there were before, an int
   * @param count how many of the new tokens count, an int; those behind are there to fill up
   */
  StepBuilder(
      Layouts layouts,
      Map<Node, Tensor> constants,
      BiFunction<Node, Op, @Nullable Tensor> ofWeights,
      Size size,
      Trace trace,
      Node position,
      Node count) {
    this(layouts, constants, ofWeights, size, trace.graph(), trace, position, count);
  }

  private StepBuilder(
      Layouts layouts,
      Map<Node, Tensor> constants,
      BiFunction<Node, Op, @Nullable Tensor> ofWeights,
      Size size,
      Graph graph,
      @Nullable Trace trace,
      Node position,
      Node count) {
    this.layouts = layouts;
    this.constants = constants;
    this.ofWeights = ofWeights;
    this.size = size;
    this.graph = graph;
    this.trace = trace;
    this.position = position;
    this.count = count;
  }

  /** Builds the body of a recurrence, in a graph of its own or not. */
  StepBuilder inside(Graph into) {
    return new StepBuilder(layouts, constants, ofWeights, size, into, null, position, count);
  }

  /**
   * What an op makes of a value of the net, where that is computed of weights alone, which the step
   * need not do again; null where it is not, or there is no memory for it.
   */
  @Nullable Tensor ofWeights(Node x, Op op) {
    return trace != null && layouts.of(x).isConstant() ? ofWeights.apply(x, op) : null;
  }

  Layouts layouts() {
    return layouts;
  }

  Size size() {
    return size;
  }

  Graph graph() {
    return graph;
  }

  Node position() {
    return position;
  }

  Node count() {
    return count;
  }

  /** What is handed on. */
  States states() {
    return states;
  }

  StepParts parts() {
    return parts;
  }

  /** Says what an input is in the step. */
  void put(Node input, Node now, List<@Nullable Role> roles) {
    known.put(new Key(input, roles), now);
  }

  /** Says what an input without time is in the step. */
  void put(Node input, Node now) {
    put(input, now, none(input));
  }

  /** The net's result for the new tokens. */
  Node result(Node result) {
    return at(result, roles(null, Role.stream(0), null));
  }

  static List<@Nullable Role> roles(@Nullable Role... roles) {
    return Arrays.asList(roles);
  }

  /**
   * A value's part in the step.
   *
   * @param roles for each axis that has time in it what stands for that, null for the others
   */
  Node at(Node x, List<@Nullable Role> roles) {
    Key key = new Key(x, roles);
    Node now = known.get(key);
    if (now == null) {
      now = made(x, roles);
      known.put(key, now);
    }
    return now;
  }

  private Node made(Node x, List<@Nullable Role> roles) {
    if (constants.containsKey(x)) {
      return graph.input(constants.get(x));
    }
    if (x.isInput()) {
      return outside(x);
    }
    graph.at(x.span());
    Layout layout = layouts.of(x);
    if (!layout.tokens()) {
      return computed(x, roles);
    }
    List<Integer> times = layout.times();
    for (int axis : times) {
      Role role = roles.get(axis);
      long natural = -Objects.requireNonNull(layout.time(axis)).ahead();
      if (role.history()) {
        if (times.size() == 1) {
          return states.history(x, axis);
        }
      } else if (role.shift() < natural) {
        if (times.size() > 1) {
          throw new NotCausal(x, "is needed again at later places, for all places before");
        }
        return states.delayed(x, axis, natural - role.shift());
      }
    }
    if (times.size() > 1 && times.stream().allMatch(a -> roles.get(a).history())) {
      throw new NotCausal(x, "is needed for all places, at all places");
    }
    return computed(x, roles);
  }

  private Node outside(Node x) {
    Object bound = x.graph().binding(x);
    return switch (bound) {
      case Variable v when trace != null -> trace.read(v);
      case Tensor t -> graph.input(t);
      default -> throw new IllegalStateException(x + " is not known in this graph");
    };
  }

  static List<@Nullable Role> everywhere(Layout layout, Role role) {
    List<@Nullable Role> out = new ArrayList<>();
    for (int i = 0; i < layout.rank(); i++) {
      out.add(layout.time(i) == null ? null : role);
    }
    return out;
  }

  // ---- op by op ---------------------------------------------------------------------------------

  Node computed(Node x, List<@Nullable Role> roles) {
    return switch ((Primitive) x.op()) {
      case Pointwise _,
          Pairwise _,
          Compare _,
          CompareScalar _,
          Not _,
          IsNan _,
          Where _,
          Cast _,
          Detach _,
          ArgMax _,
          ArgSort _,
          TakeAlong _,
          PutAlong _,
          AddAlong _,
          Pool _,
          ScatterAdd _,
          AttendGradient _,
          Unpack _ ->
          graph.add(x.op(), inputs(x, roles));
      case Identity i -> at(x.input(0), roles);
      case Ids i -> lookups.ids(x, i, roles);
      case Fill f -> graph.add(new Fill(type(x, roles), f.value()));
      case Iota i -> counted(x, i, roles);
      case Expand e -> Ops.expand(at(x.input(0), broadcast(x, 0, roles)), dims(x, roles));
      case Permute p -> permuted(x, p, roles);
      case Reshape r -> reshaped(x, roles);
      case Slice s -> parts.sliced(x, s, roles);
      case Assemble a -> parts.assembled(x, a, roles);
      case Reducing r -> lookups.reduced(x, r, roles);
      case MatMul m -> lookups.product(x, m, roles);
      case Gather g -> lookups.gathered(x, roles);
      case Convolve c -> windows.convolved(x, c, roles);
      case Attend a -> windows.attended(x, a, roles);
      case Cumsum c -> states.summed(x, c, roles);
      case Scan s -> throw new IllegalStateException("a scan is known by its results");
      case ScanOutput o -> recurrences.scanned(x, o, roles);
      case Random r -> throw new NotCausal(x, "draws other numbers at each call");
    };
  }

  List<Dim> dims(Node x, List<@Nullable Role> roles) {
    Layout layout = layouts.of(x);
    List<Dim> out = new ArrayList<>();
    for (int i = 0; i < layout.rank(); i++) {
      Dim n = Dim.of(1);
      for (Factor f : layout.axis(i)) {
        n =
            n.times(
                f instanceof Factor.Time && !roles.get(i).history()
                    ? size.tokens()
                    : Layout.size(List.of(f), size.batch(), size.room()));
      }
      out.add(n);
    }
    return out;
  }

  Type type(Node x, List<@Nullable Role> roles) {
    return x.type().with(dims(x, roles));
  }

  /** The roles of an input's axes, which from the right are those of the result. */
  List<@Nullable Role> broadcast(Node x, int input, List<@Nullable Role> roles) {
    Layout in = layouts.of(x.input(input));
    List<@Nullable Role> out = new ArrayList<>();
    for (int i = 0; i < in.rank(); i++) {
      out.add(in.time(i) == null ? null : roles.get(i + roles.size() - in.rank()));
    }
    return out;
  }

  private Node counted(Node x, Iota op, List<@Nullable Role> roles) {
    Role role = roles.get(op.axis());
    if (role == null || role.history()) {
      return graph.add(new Iota(type(x, roles), op.axis(), op.start(), op.step()));
    }
    double start = op.start() + op.step() * role.shift();
    Node first = graph.add(new Iota(type(x, roles), op.axis(), start, op.step()));
    Node moved = Numeric.cast(position, x.dtype());
    boolean whole = x.dtype() == DType.INT;
    return Numeric.add(
        first, whole ? Numeric.mul(moved, (long) op.step()) : Numeric.mul(moved, op.step()));
  }

  private Node permuted(Node x, Permute op, List<@Nullable Role> roles) {
    @Nullable Role[] in = new Role[x.rank()];
    for (int i = 0; i < in.length; i++) {
      in[op.axes().get(i)] = roles.get(i);
    }
    return Ops.permute(at(x.input(0), roles(in)), op.axes());
  }

  private Node reshaped(Node x, List<@Nullable Role> roles) {
    Layout out = layouts.of(x);
    Layout in = layouts.of(x.input(0));
    @Nullable Role[] before = new Role[in.rank()];
    for (int i = 0; i < out.times().size(); i++) {
      before[in.times().get(i)] = roles.get(out.times().get(i));
    }
    return Ops.reshape(at(x.input(0), roles(before)), dims(x, roles));
  }

  /** What the inputs are in the step. */
  List<Node> inputs(Node x, List<@Nullable Role> roles) {
    List<Node> in = new ArrayList<>();
    for (int i = 0; i < x.inputs().size(); i++) {
      in.add(at(x.input(i), broadcast(x, i, roles)));
    }
    return in;
  }

  static List<@Nullable Role> none(Node x) {
    return roles(new Role[x.rank()]);
  }
}
