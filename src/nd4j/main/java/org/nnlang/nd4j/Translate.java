// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Subgraph;
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
import org.nnlang.tensor.Packing;
import org.nnlang.tensor.Panels;

/** A function, taken apart by {@link Decompose}, as ops of SameDiff: one line a primitive op. */
final class Translate {
  /** ND4J's arrays have no more, less two for the forms that sorting takes. */
  private static final int MOST_AXES = 30;

  private final Emit emit;
  private final Elementwise elementwise;
  private final Layout layout;
  private final Reduce reduce;
  private final Lookup lookup;
  private final Magnitudes magnitudes = new Magnitudes();
  private final Function<Random, SDVariable> draw;
  private final Map<Random, SDVariable> drawn = new HashMap<>();
  private final Map<Node, Made> made = new HashMap<>();

  /** To ask for sizes that are not known before. */
  private final List<Made> inputs = new ArrayList<>();

  /**
   * @param checks gets what shows whether results are right; null where nobody asks
   * @param draw what stands for the uniform numbers of an op, of its type
   */
  Translate(SameDiff sd, @Nullable Checks checks, Function<Random, SDVariable> draw) {
    emit = new Emit(sd, checks, this::openSize);
    elementwise = new Elementwise(emit);
    layout = new Layout(emit);
    reduce = new Reduce(emit);
    lookup = new Lookup(emit, elementwise);
    this.draw = draw;
  }

  /** Says what an input is. */
  void input(Node input, SDVariable variable) {
    var all = new Made(variable, input.type().dims());
    made.put(input, all);
    inputs.add(all);
    if (input.dtype() == DType.INT) {
      magnitudes.input(input);
    }
  }

  /**
   * Adds what a function needs whose inputs are known.
   *
   * @throws OwnOnly for what ND4J cannot do
   */
  void add(Subgraph function) {
    for (Node n : function.nodes()) {
      if (!made.containsKey(n) && !isEmpty(n) && n.op() instanceof Primitive op) {
        try {
          if (n.rank() > MOST_AXES) {
            throw new OwnOnly();
          }
          made.put(n, made(op, n));
          if (emit.checks != null) {
            magnitudes.add(n);
          }
        } catch (OwnOnly e) {
          throw e.at(n);
        }
      }
    }
  }

  /** A node in its full shape, as a variable that is computed. */
  SDVariable full(Node n) {
    return emit.full(made.get(n), n.type());
  }

  /** Nothing is computed of what has no elements, nor for it. */
  static boolean isEmpty(Node n) {
    return n.type().count().is(0);
  }

  /** A size of that name, as an input has it. */
  private SDVariable openSize(String name) {
    for (Made m : inputs) {
      int axis = m.dims().indexOf(Dim.named(name));
      if (axis >= 0) {
        return emit.sd.sizeAt(m.variable(), axis).castTo(IndArrays.type(DType.INT));
      }
    }
    throw new OwnOnly();
  }

  private Made made(Primitive op, Node n) {
    return switch (op) {
      case Pointwise p -> elementwise.unary(p.unary(), p.c(), in(n, 0), n.dtype());
      case Pairwise p -> elementwise.pairwise(p.binary(), in(n, 0), in(n, 1), n.dtype());
      case Compare c -> elementwise.compare(c.op(), in(n, 0), in(n, 1), n.input(0).dtype());
      case CompareScalar c -> elementwise.compare(c.op(), c.c(), in(n, 0), n.input(0).dtype());
      case Not x -> elementwise.not(in(n, 0));
      case IsNan x -> elementwise.isNan(in(n, 0));
      case Where w -> elementwise.where(in(n, 0), in(n, 1), in(n, 2), n.dtype());
      case Cast c -> elementwise.cast(in(n, 0), n.input(0).dtype(), n.dtype());
      case Fill f -> new Made(emit.scalar(n.dtype(), f.value()), List.of());
      case Iota i -> layout.iota(i);
      case Random r -> whole(n, drawn.computeIfAbsent(r, draw));
      case Detach d -> in(n, 0);
      case Identity i -> in(n, 0);
      case Expand e -> in(n, 0);
      case Ids i -> whole(n, lookup.bounded(full(n.input(0)), n.type().dims(), i.count()));
      case Reducing r -> reducing(r, n);
      case Reshape r -> whole(n, emit.reshape(full(n.input(0)), n.type().dims()));
      case Permute p -> whole(n, layout.permute(full(n.input(0)), p.axes()));
      case Slice s -> whole(n, layout.slice(full(n.input(0)), n.input(0).type(), s));
      case Assemble a -> whole(n, assemble(a, n));
      case MatMul m -> whole(n, matMul(m, n));
      case Gather g ->
          whole(
              n,
              lookup.gather(full(n.input(0)), type(n, 0), full(n.input(1)), type(n, 1), n.type()));
      case ScatterAdd s -> whole(n, scatterAdd(n));
      case TakeAlong t ->
          whole(
              n,
              lookup.takeAlong(
                  full(n.input(0)),
                  type(n, 0),
                  full(n.input(1)),
                  type(n, 1),
                  t.axis(),
                  !t.classes()));
      case AddAlong a ->
          isEmpty(n.input(0))
              ? zeros(n)
              : whole(
                  n,
                  lookup.addAlong(
                      full(n.input(0)), full(n.input(1)), type(n, 1), a.axis(), n.type()));
      case PutAlong p ->
          isEmpty(n.input(1))
              ? in(n, 0)
              : whole(
                  n,
                  lookup.putAlong(
                      full(n.input(0)),
                      full(n.input(1)),
                      full(n.input(2)),
                      n.type(),
                      type(n, 1),
                      p.axis()));
      case ArgMax a -> whole(n, reduce.argMax(full(n.input(0)), type(n, 0), a.axis(), n.type()));
      case ArgSort a ->
          whole(n, reduce.argSort(full(n.input(0)), type(n, 0), a.axis(), a.descending()));
      case Cumsum c -> whole(n, reduce.cumsum(full(n.input(0)), type(n, 0), c.axis()));
      case Unpack u -> whole(n, unpack(u, n));
      case Attend a -> throw new IllegalArgumentException(op + " is composed of others");
      case AttendGradient a -> throw new IllegalArgumentException(op + " is composed of others");
      case Convolve c -> throw new IllegalArgumentException(op + " is composed of others");
      case Pool p -> throw new IllegalArgumentException(op + " is composed of others");
      case Scan s -> throw new IllegalArgumentException(op + " is composed of others");
      case ScanOutput s -> throw new IllegalArgumentException(op + " is composed of others");
    };
  }

  private static Type type(Node n, int i) {
    return n.input(i).type();
  }

  private Made in(Node n, int i) {
    return made.get(n.input(i));
  }

  private static Made whole(Node n, SDVariable variable) {
    return new Made(variable, n.type().dims());
  }

  private Made zeros(Node n) {
    return new Made(emit.scalar(n.dtype(), 0), List.of());
  }

  private Made reducing(Reducing op, Node n) {
    Node x = n.input(0);
    if (isEmpty(x)) {
      double nothing = op.reduction().identity();
      if (n.dtype() == DType.INT && Double.isInfinite(nothing)) {
        throw new OwnOnly();
      }
      return new Made(emit.scalar(n.dtype(), nothing), List.of());
    }
    Made all = in(n, 0);
    boolean alike = op.reduction() == Reduction.MAX || op.reduction() == Reduction.MIN;
    if (alike && all.dims().isEmpty()) {
      return all;
    }
    return whole(n, reduce.of(op.reduction(), full(x), x.type(), op.from(), op.to(), n.type()));
  }

  private SDVariable assemble(Assemble op, Node n) {
    List<@Nullable SDVariable> parts = new ArrayList<>();
    for (Node x : n.inputs()) {
      parts.add(isEmpty(x) ? null : full(x));
    }
    return layout.assemble(op, parts, n.inputs().stream().map(Node::type).toList(), n.type());
  }

  private SDVariable matMul(MatMul op, Node n) {
    SDVariable product =
        isEmpty(n.input(0))
            ? emit.full(n.dtype(), 0, n.type().dims())
            : reduce.matMul(op, full(n.input(0)), full(n.input(1)), type(n, 0), type(n, 1));
    return n.inputs().size() > 2 ? product.add(full(n.input(2))) : product;
  }

  /**
   * Codes are bytes, or halves, of ints, panel by panel: all rows of its first column, and so on.
   */
  private SDVariable unpack(Unpack op, Node n) {
    DataType code = op.packing() == Packing.INT8 ? DataType.INT8 : DataType.FLOAT16;
    long count = n.type().size();
    int rows = Math.toIntExact(op.dims().get(0).value());
    Panels panels = new Panels(rows, Math.toIntExact(count / rows));
    Dim all = Dim.of(op.packing().words(count) * Long.BYTES / op.packing().bytes());
    SDVariable codes =
        emit.reshape(emit.bitCast(full(n.input(0)), code), List.of(all))
            .castTo(IndArrays.type(n.dtype()));
    SDVariable[] parts = new SDVariable[panels.count()];
    for (int p = 0; p < parts.length; p++) {
      long from = panels.at(panels.first(p), 0);
      long numbers = (long) panels.size(p) * panels.cols();
      SDVariable part =
          emit.sd.stridedSlice(
              codes, new long[] {from}, new long[] {from + numbers}, new long[] {1});
      List<Dim> turned = List.of(Dim.of(panels.cols()), Dim.of(panels.size(p)));
      parts[p] = emit.sd.permute(emit.reshape(part, turned), 1, 0);
    }
    SDVariable matrix = parts.length == 1 ? parts[0] : emit.sd.concat(0, parts);
    SDVariable scales = emit.reshape(full(n.input(1)), List.of(Dim.of(rows), Dim.of(1)));
    return emit.reshape(matrix.mul(scales), n.type().dims());
  }

  private SDVariable scatterAdd(Node n) {
    SDVariable sum =
        isEmpty(n.input(0))
            ? emit.full(n.dtype(), 0, n.type().dims())
            : lookup.scatterAdd(full(n.input(0)), full(n.input(1)), type(n, 1), n.type());
    return n.inputs().size() > 2 ? sum.add(full(n.input(2))) : sum;
  }
}
