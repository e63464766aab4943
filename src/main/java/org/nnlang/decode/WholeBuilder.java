// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Trace;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.lower.AttendSeen;
import org.nnlang.op.Assemble;
import org.nnlang.op.Attend;
import org.nnlang.op.Conditions;
import org.nnlang.op.Convolve;
import org.nnlang.op.Expand;
import org.nnlang.op.Fill;
import org.nnlang.op.Gather;
import org.nnlang.op.Ids;
import org.nnlang.op.Iota;
import org.nnlang.op.MatMul;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.Permute;
import org.nnlang.op.Pointwise;
import org.nnlang.op.Primitive;
import org.nnlang.op.Random;
import org.nnlang.op.Reducing;
import org.nnlang.op.Reshape;
import org.nnlang.op.Scan;
import org.nnlang.op.ScanOutput;
import org.nnlang.op.Slice;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * Builds the graph of a net for texts of any length up to a room. Behind the text there are places
 * that hold anything: what takes places together is made to leave them out, so that those of the
 * text hold what they would without.
 */
final class WholeBuilder {
  private final Layouts layouts;
  private final Graph graph;
  private final @Nullable Trace trace;
  private final Dim batch;
  private final Dim room;
  private final Node length;
  private final Map<Node, Node> known = new HashMap<>();
  private final WholeParts parts = new WholeParts(this);
  private final WholeScan scans = new WholeScan(this);

  /**
   * @param length how many places are the text's, an int
   */
  WholeBuilder(Layouts layouts, Trace trace, Dim batch, Dim room, Node length) {
    this(layouts, trace.graph(), trace, batch, room, length);
  }

  private WholeBuilder(
      Layouts layouts, Graph graph, @Nullable Trace trace, Dim batch, Dim room, Node length) {
    this.layouts = layouts;
    this.graph = graph;
    this.trace = trace;
    this.batch = batch;
    this.room = room;
    this.length = length;
  }

  /** Builds the body of a recurrence, which has no time in it. */
  WholeBuilder inside(Graph body) {
    return new WholeBuilder(layouts, body, null, batch, room, length);
  }

  Layouts layouts() {
    return layouts;
  }

  Graph graph() {
    return graph;
  }

  /** Places that there are in all. */
  Dim room() {
    return room;
  }

  /** Says what an input is here. */
  void put(Node input, Node now) {
    known.put(input, now);
  }

  /** Of a result {@code [batch, time, ...]} the last of the text's places. */
  Node last(Node result) {
    Node at = Ops.reshape(Numeric.add(length, -1L), List.of(Dim.of(1)));
    return Ops.take(at(result), at, 1);
  }

  /** A value with all places. */
  Node at(Node x) {
    Node now = known.get(x);
    if (now == null) {
      now = made(x);
      known.put(x, now);
    }
    return now;
  }

  private Node made(Node x) {
    if (x.isInput()) {
      Object bound = x.graph().binding(x);
      return switch (bound) {
        case Variable v when trace != null -> trace.read(v);
        case Tensor t -> graph.input(t);
        default -> throw new NotCausal(x, "is not known within a recurrence");
      };
    }
    graph.at(x.span());
    return switch ((Primitive) x.op()) {
      case Fill f -> layouts.samples().varies(x) ? number(x, dims(x)) : filled(x, f);
      case Iota i -> counted(x, i);
      case Pointwise p ->
          layouts.samples().varies(x) ? byNumber(x, p) : graph.add(x.op(), inputs(x));
      case Ids i -> ids(x, i);
      case Expand e -> Ops.expand(at(x.input(0)), dims(x));
      case Permute p -> Ops.permute(at(x.input(0)), p.axes());
      case Reshape r -> Ops.reshape(at(x.input(0)), dims(x));
      case Slice s -> parts.sliced(x, s);
      case Assemble a -> parts.assembled(x, a);
      case Reducing r -> reduced(x, r);
      case MatMul m -> product(x, m);
      case Gather g -> gathered(x);
      case Convolve c -> convolved(x, c);
      case Attend a -> attended(x, a);
      case ScanOutput o -> scans.given(x, o);
      case Scan s -> throw new IllegalStateException("a scan is known by its results");
      case Random r -> throw new NotCausal(x, "draws other numbers at each call");
      default -> graph.add(x.op(), inputs(x));
    };
  }

  private List<Node> inputs(Node x) {
    List<Node> in = new ArrayList<>();
    x.inputs().forEach(i -> in.add(at(i)));
    return in;
  }

  /** The sizes of a value here. */
  List<Dim> dims(Node x) {
    return layouts.of(x).axes().stream().map(a -> Layout.size(a, batch, room)).toList();
  }

  // ---- lengths ----------------------------------------------------------------------------------

  /** A number {@code a * length + b}. */
  Node line(Samples.Line line) {
    return Numeric.add(Numeric.mul(length, line.slope()), line.rest());
  }

  private Node number(Node x, List<Dim> dims) {
    Samples.Line line = Objects.requireNonNull(layouts.samples().number(x));
    return Ops.expand(Numeric.cast(line(line), x.dtype()), dims);
  }

  private Node filled(Node x, Fill op) {
    return graph.add(new Fill(x.type().with(dims(x)), op.value()));
  }

  private Node counted(Node x, Iota op) {
    Type type = x.type().with(dims(x));
    if (!layouts.samples().varies(x)) {
      return graph.add(new Iota(type, op.axis(), op.start(), op.step()));
    }
    Node from = number(x, List.of());
    return Numeric.add(graph.add(new Iota(type, op.axis(), 0, op.step())), from);
  }

  private Node byNumber(Node x, Pointwise op) {
    Node in = at(x.input(0));
    Node c = number(x, List.of());
    return switch (op.unary()) {
      case ADD_C -> Numeric.add(in, c);
      case MUL_C -> Numeric.mul(in, c);
      case RSUB_C -> Numeric.sub(c, in);
      case RDIV_C -> Numeric.div(c, in);
      default -> throw new NotCausal(x, "works with a number that depends on the length");
    };
  }

  /** Bools that are true at the text's places of an axis, with 1 as all other sizes. */
  Node real(Node x, int axis) {
    Layout layout = layouts.of(x);
    if (!layout.isPureTime(axis)) {
      throw new NotCausal(x, "has places and something else in one axis");
    }
    long rest = Objects.requireNonNull(layout.time(axis)).rest();
    return Conditions.lt(places(x, axis), Numeric.add(length, rest));
  }

  /** The number of each place of an axis, with 1 as all other sizes. */
  Node places(Node x, int axis) {
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      dims.add(i == axis ? dims(x).get(i) : Dim.of(1));
    }
    return Ops.iota(graph, new Type(DType.INT, dims), axis, 0L, 1L);
  }

  /** The value with another number at the places of an axis that are not the text's. */
  Node only(Node x, int axis, double other) {
    Node now = at(x);
    Node real = real(x, axis);
    return switch (x.dtype()) {
      case BOOL -> Conditions.and(now, real);
      case INT -> Conditions.where(real, now, (long) other);
      default -> Conditions.where(real, now, other);
    };
  }

  // ---- what takes places together ---------------------------------------------------------------

  private Node reduced(Node x, Reducing op) {
    Node in = x.input(0);
    Node now = at(in);
    for (int i = op.from(); i < op.to(); i++) {
      if (layouts.of(in).time(i) != null) {
        now = only(in, i, op.reduction().identity());
      }
    }
    return now.apply(x.op());
  }

  private Node product(Node x, MatMul op) {
    int rank = x.rank();
    int innerA = op.transposeA() ? rank - 2 : rank - 1;
    int innerB = op.transposeB() ? rank - 1 : rank - 2;
    List<Node> in = new ArrayList<>(inputs(x));
    if (layouts.of(x.input(0)).time(innerA) != null) {
      in.set(0, only(x.input(0), innerA, 0));
      in.set(1, only(x.input(1), innerB, 0));
    }
    return graph.add(op, in);
  }

  private Node convolved(Node x, Convolve op) {
    List<Node> in = new ArrayList<>(inputs(x));
    Layout layout = layouts.of(x.input(0));
    for (int axis : layout.times()) {
      if (axis > 1) {
        in.set(0, only(x.input(0), axis, 0));
      }
    }
    return graph.add(op, in);
  }

  private Node attended(Node x, Attend op) {
    int row = x.rank() - 2;
    List<Node> in = new ArrayList<>(inputs(x));
    if (layouts.of(x.input(1)).time(row) == null) {
      return graph.add(op, in);
    }
    // a weight of nothing times anything that is not finite is no number
    in.set(2, only(x.input(2), row, 0));
    if (op.causal()) {
      return graph.add(op, in);
    }
    Node keys = Ops.reshape(real(x.input(1), row), List.of(Dim.of(1), in.get(1).type().dim(row)));
    if (in.size() > 3) {
      in.set(3, Conditions.and(in.get(3), keys));
    } else {
      in.add(keys);
    }
    List<Type> types = in.stream().map(Node::type).toList();
    return graph.add(new AttendSeen(op, types), in);
  }

  // ---- by number --------------------------------------------------------------------------------

  /** Numbers of places behind the text may be too large. */
  private Node ids(Node x, Ids op) {
    Node in = at(x.input(0));
    boolean ofPlaces = !layouts.of(x).tokens() && !layouts.of(x).times().isEmpty();
    return ofPlaces
        ? Numeric.maximum(Numeric.minimum(in, op.count().value() - 1), 0L)
        : in.apply(op);
  }

  private Node gathered(Node x) {
    Node from = at(x.input(0));
    Node which = at(x.input(1));
    if (!layouts.of(x.input(1)).times().isEmpty()) {
      long last = from.type().dim(0).value();
      which = Numeric.maximum(Numeric.minimum(which, last - 1), -last);
    }
    return from.apply(x.op(), which);
  }
}
