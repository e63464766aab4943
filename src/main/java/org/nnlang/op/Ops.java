// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/**
 * The vocabulary: every function of tensors, on nodes. Element types are promoted as NumPy does
 * (bool, int, float); functions with fractions as results make float32 of ints. A number beside a
 * tensor is weak: an integer keeps the tensor's element type, a fraction makes float32 of an int
 * tensor.
 *
 * <p>Axes may be negative, which counts from the end; a list of axes that is null means all of
 * them. Shapes or types that cannot be are a {@code Problem} with code {@code shape}, {@code axis},
 * {@code type}, {@code index} or {@code argument}.
 */
public final class Ops {
  private Ops() {}

  // ---- numbers from nothing ---------------------------------------------------------------------

  public static Node full(Graph graph, Type type, double value) {
    return graph.add(new Fill(type, value));
  }

  /** Also of an integer that no double holds. */
  public static Node full(Graph graph, Type type, long value) {
    if (Numeric.fits(type.dtype(), value)) {
      return full(graph, type, (double) value);
    }
    return expand(Numeric.whole(graph.add(new Fill(Type.of(DType.INT), 0)), value), type.dims());
  }

  /** {@code 0, 1, …} up to {@code count}, as ints. */
  public static Node arange(Graph graph, Dim count) {
    return iota(graph, new Type(DType.INT, List.of(count)), 0, 0, 1);
  }

  /** {@code start + step * i} with the index i along an axis. */
  public static Node iota(Graph graph, Type type, int axis, double start, double step) {
    return graph.add(new Iota(type, Shapes.axis(axis, type), start, step));
  }

  /** The same of integers, also of those that no double holds. */
  public static Node iota(Graph graph, Type type, int axis, long start, long step) {
    if (Numeric.fits(type.dtype(), start) && Numeric.fits(type.dtype(), step)) {
      return iota(graph, type, axis, (double) start, (double) step);
    }
    return Numeric.add(Numeric.mul(iota(graph, type, axis, 0L, 1L), step), start);
  }

  /** Uniform numbers of [0, 1); a new {@code stream} number at each place. */
  public static Node rand(Graph graph, Type type, int stream) {
    return graph.add(new Random(type, stream));
  }

  // ---- reductions -------------------------------------------------------------------------------

  /** The sum over some axes, kept as 1 or not; bools are counted. */
  public static Node sum(Node x, @Nullable List<Integer> axes, boolean keep) {
    return Reductions.reduce(x, axes, keep, Sum::new);
  }

  public static Node prod(Node x, @Nullable List<Integer> axes, boolean keep) {
    return Reductions.reduce(x, axes, keep, Prod::new);
  }

  public static Node max(Node x, @Nullable List<Integer> axes, boolean keep) {
    return Reductions.reduce(x, axes, keep, Max::new);
  }

  public static Node min(Node x, @Nullable List<Integer> axes, boolean keep) {
    return Reductions.reduce(x, axes, keep, Min::new);
  }

  public static Node mean(Node x, @Nullable List<Integer> axes, boolean keep) {
    return Reductions.mean(x, axes, keep);
  }

  /** The variance over some axes, divided by n - 1, as PyTorch's. */
  public static Node var(Node x, @Nullable List<Integer> axes, boolean keep) {
    return Reductions.var(x, axes, keep, 1);
  }

  /** The square root of {@link #var}. */
  public static Node std(Node x, @Nullable List<Integer> axes, boolean keep) {
    return Reductions.root(var(x, axes, keep));
  }

  /** The square root of the sum of squares. */
  public static Node norm(Node x, @Nullable List<Integer> axes, boolean keep) {
    return Reductions.root(sum(Numeric.square(Types.real(x)), axes, keep));
  }

  // ---- shapes -----------------------------------------------------------------------------------

  /** The same elements in another shape, in which one size may be -1: what is left. */
  public static Node reshape(Node x, List<Dim> dims) {
    return x.apply(new Reshape(Sizes.resolve(x, dims)));
  }

  /** Axis i of the result is axis {@code axes.get(i)} of {@code x}; null turns all around. */
  public static Node permute(Node x, @Nullable List<Integer> axes) {
    List<Integer> order =
        axes == null
            ? Shapes.axes(null, x.type()).reversed()
            : axes.stream().map(a -> Shapes.axis(a, x.type())).toList();
    return x.apply(new Permute(order));
  }

  /** The last two axes exchanged. */
  public static Node transpose(Node x) {
    return x.rank() < 2 ? x : transpose(x, -2, -1);
  }

  /** Two axes exchanged. */
  public static Node transpose(Node x, int a, int b) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      order.add(i);
    }
    Collections.swap(order, Shapes.axis(a, x.type()), Shapes.axis(b, x.type()));
    return permute(x, order);
  }

  /** Axes of size 1 repeated, new ones in front; -1 keeps a size. */
  public static Node expand(Node x, List<Dim> dims) {
    return x.apply(new Expand(Sizes.resolveExpand(x.type(), dims)));
  }

  /** A new axis of size 1. */
  public static Node unsqueeze(Node x, int axis) {
    List<Dim> dims = new ArrayList<>(x.type().dims());
    dims.add(Shapes.newAxis(axis, x.type()), Dim.of(1));
    return reshape(x, dims);
  }

  /** Without an axis of size 1. */
  public static Node squeeze(Node x, int axis) {
    int at = Shapes.axis(axis, x.type());
    if (x.type().dim(at).cannotEqual(Dim.of(1))) {
      throw Messages.squeeze(axis, x.type());
    }
    return reshape(x, Shapes.reduced(x.type().dims(), at, at + 1, false));
  }

  /** Without any axis of size 1. */
  public static Node squeeze(Node x) {
    return reshape(x, x.type().dims().stream().filter(d -> !d.is(1)).toList());
  }

  /** The axes {@code from} to the last as one. */
  public static Node flatten(Node x, int from) {
    int at = x.rank() == 0 ? 0 : Shapes.axis(from, x.type());
    List<Dim> dims = new ArrayList<>(x.type().dims().subList(0, at));
    dims.add(Type.product(x.type().dims().subList(at, x.rank())));
    return reshape(x, dims);
  }

  /**
   * Elements {@code from} up to {@code to} of an axis as Python slices; null leaves an end open.
   */
  public static Node slice(Node x, int axis, Dim from, @Nullable Dim to, long step) {
    return Slicing.slice(x, axis, from, to, step);
  }

  public static Node slice(Node x, int axis, long from, Long to, long step) {
    return Slicing.slice(x, axis, Dim.of(from), to == null ? null : Dim.of(to), step);
  }

  public static Node slice(Node x, int axis, long from, long to, long step) {
    return Slicing.slice(x, axis, Dim.of(from), Dim.of(to), step);
  }

  /** One place of an axis, which goes; -1 is the last. */
  public static Node index(Node x, int axis, Dim index) {
    return Slicing.index(x, axis, index);
  }

  public static Node index(Node x, int axis, long index) {
    return Slicing.index(x, axis, Dim.of(index));
  }

  /** Axes turned around. */
  public static Node flip(Node x, @Nullable List<Integer> axes) {
    return Slicing.flip(x, axes);
  }

  public static Node concat(List<Node> tensors, int axis) {
    return Slicing.concat(tensors, axis);
  }

  /** Tensors of one shape along a new axis. */
  public static Node stack(List<Node> tensors, int axis) {
    return Slicing.stack(tensors, axis);
  }

  /** {@code value} so many times before and after an axis. */
  public static Node pad(Node x, int axis, Dim before, Dim after, double value) {
    return Slicing.pad(x, axis, before, after, value);
  }

  public static Node pad(Node x, int axis, long before, long after, double value) {
    return Slicing.pad(x, axis, Dim.of(before), Dim.of(after), value);
  }

  /** Equal parts of an axis. */
  public static List<Node> split(Node x, int axis, int parts) {
    return Slicing.split(x, axis, parts);
  }

  /** Parts of an axis of these sizes. */
  public static List<Node> split(Node x, int axis, List<Dim> sizes) {
    return Slicing.split(x, axis, sizes);
  }

  /** The places of an axis, whose size must be known, each without it. */
  public static List<Node> unstack(Node x, int axis) {
    return Slicing.unstack(x, axis);
  }

  // ---- by index ---------------------------------------------------------------------------------

  /** Places of an axis by index: the axes of {@code index} come where the axis was. */
  public static Node take(Node x, Node index, int axis) {
    return IndexOps.take(x, index, axis);
  }

  /**
   * The elements at which indices of some axes meet: the first index of each, the second, and so
   * on. Indices broadcast; their axes come where the picked ones were if these are neighbours, else
   * in front, as NumPy has it.
   */
  public static Node takePairs(Node x, List<Node> indices, List<Integer> axes) {
    return IndexOps.takePairs(x, indices, axes);
  }

  /** Rows of a table by ids, which do not count from the end. */
  public static Node lookup(Node table, Node ids) {
    return IndexOps.lookup(table, ids);
  }

  /** NumPy's take_along_axis, PyTorch's gather: {@code index} has the axes of {@code x}. */
  public static Node takeAlong(Node x, Node index, int axis) {
    return TakeAlong.of(x, index, axis);
  }

  /** The index of the largest number along an axis, or, with null, in the flattened tensor. */
  public static Node argmax(Node x, @Nullable Integer axis, boolean keep) {
    return IndexOps.argmax(x, axis, keep);
  }

  public static Node argmin(Node x, @Nullable Integer axis, boolean keep) {
    // of ints -1 - x: the least one has no other sign
    return IndexOps.argmax(
        x.dtype() == DType.INT ? Numeric.rsub(-1L, x) : Numeric.neg(x), axis, keep);
  }

  public static Node argsort(Node x, int axis, boolean descending) {
    return x.apply(new ArgSort(Shapes.axis(axis, x.type()), descending));
  }

  public static Node sort(Node x, int axis, boolean descending) {
    return takeAlong(x, argsort(x, axis, descending), axis);
  }

  /** The largest {@code k} numbers along an axis, falling, and their indices. */
  public static List<Node> topk(Node x, int k, int axis) {
    return IndexOps.topk(x, k, axis);
  }

  /** {@code x} with values in place of what is at the indices, which have all its axes. */
  public static Node scatter(Node x, Node index, Node values, int axis) {
    return PutAlong.of(x, index, values, axis);
  }

  /** {@code x} with values added at the indices, which have all its axes. */
  public static Node scatterAdd(Node x, Node index, Node values, int axis) {
    int at = Shapes.axis(axis, x.type());
    Node spread = Numeric.cast(expand(values, index.type().dims()), x.dtype());
    return Numeric.add(x, spread.apply(new AddAlong(at, x.type().dim(at)), index));
  }

  /** Along an axis the product of the numbers up to each: in steps of 1, 2, 4 and so on. */
  public static Node cumprod(Node x, int axis) {
    int at = Shapes.axis(axis, x.type());
    Node y = Types.number(x);
    Dim size = y.type().dim(at);
    if (!size.isKnown()) {
      return products(y, at);
    }
    for (long step = 1; step < size.value(); step *= 2) {
      Dim moved = size.plus(-step);
      Type front = y.type().with(Shapes.replaced(y.type().dims(), at, Dim.of(step)));
      Node before = slice(y, at, Dim.of(0), moved, 1);
      y = Numeric.mul(y, concat(List.of(full(y.graph(), front, 1L), before), at));
    }
    return y;
  }

  /** The same over an axis of which the size is not known, place by place. */
  private static Node products(Node y, int axis) {
    DType wide = y.dtype().isFloat() ? y.dtype() : DType.FLOAT64;
    Node along = transpose(Numeric.cast(y, wide), 0, axis);
    ScanBuilder scan = new ScanBuilder(y.graph(), along.type().dim(0), false);
    Type one = along.type().with(along.type().dims().subList(1, along.rank()));
    Node before = scan.carry(full(y.graph(), one, 1.0), true);
    scan.next(before, Numeric.mul(before, scan.sequence(along)));
    return Numeric.cast(transpose(scan.build().after(0), 0, axis), y.dtype());
  }

  public static Node cumsum(Node x, int axis) {
    return Types.number(x).apply(new Cumsum(Shapes.axis(axis, x.type())));
  }

  /**
   * The sum of two parts of a gradient: a product is added to what another has left in memory, rows
   * to anything. So a weight used a hundred times has one gradient in memory and not a hundred.
   */
  public static Node accumulated(Node a, Node b) {
    if (a.op() instanceof ScatterAdd && a.inputs().size() == 2 && !(b.op() instanceof ScatterAdd)) {
      return accumulated(b, a);
    }
    Node branches = Branch.sum(a, b);
    if (branches != null) {
      return branches;
    }
    boolean onto =
        b.op() instanceof ScatterAdd
            || b.op() instanceof MatMul
                && (a.op() instanceof MatMul || a.op() instanceof ScatterAdd);
    return onto && b.inputs().size() == 2 && a.type().equals(b.type())
        ? b.input(0).apply(b.op(), b.input(1), a)
        : Numeric.add(a, b);
  }

  /** 1 at the class, else 0, along a new last axis; float32. */
  public static Node oneHot(Node classes, Dim count) {
    return IndexOps.oneHot(classes, count);
  }

  /** The lower triangle of the last two axes, with the diagonals up to {@code diagonal}. */
  public static Node tril(Node x, long diagonal) {
    return IndexOps.triangle(x, diagonal, true);
  }

  /** The upper triangle of the last two axes, with the diagonals from {@code diagonal} on. */
  public static Node triu(Node x, long diagonal) {
    return IndexOps.triangle(x, diagonal, false);
  }

  // ---- products ---------------------------------------------------------------------------------

  /** NumPy's {@code @}: {@code [..., m, k] @ [..., k, n]}, vectors as a row or a column. */
  public static Node matmul(Node a, Node b) {
    return Products.matmul(a, b);
  }

  /** By the letters of axes: {@code einsum("bij,bjk->bik", a, b)}. */
  public static Node einsum(String pattern, List<Node> tensors) {
    return Einsum.einsum(pattern, tensors);
  }

  /** By a pattern as einops has it; {@code sizes} for names the shape does not tell. */
  public static Node rearrange(Node x, String pattern, Map<String, Dim> sizes) {
    return Rearrange.rearrange(x, pattern, sizes);
  }

  // ---- probabilities and activations ------------------------------------------------------------

  public static Node softmax(Node x, int axis) {
    return Softmax.softmax(x, axis);
  }

  public static Node logSoftmax(Node x, int axis) {
    return Softmax.logSoftmax(x, axis);
  }

  public static Node gelu(Node x) {
    return Activations.gelu(x);
  }

  public static Node dropout(Node x, double p, int stream) {
    return Dropout.dropout(x, p, stream);
  }
}
