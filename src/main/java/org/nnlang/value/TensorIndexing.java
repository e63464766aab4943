// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/**
 * {@code t[…]}: one subscript for each axis from the first on. An integer takes the axis away, a
 * range or {@code :} keeps it; a list or tensor of integers picks along it, and a mask picks where
 * it is true. Several lists or tensors of integers pair up, as NumPy's do.
 */
final class TensorIndexing {
  private TensorIndexing() {}

  static Object get(Engine engine, TensorLike t, Object[] given) {
    if (given.length == 1 && given[0] instanceof TensorLike mask && isMask(mask)) {
      return masked(engine, t, mask);
    }
    Object[] subscripts = spelledOut(given, t);
    Object[] at = new Object[subscripts.length];
    boolean one = Arrays.stream(subscripts).filter(TensorIndexing::picks).count() == 1;
    int axis = 0;
    for (int i = 0; i < at.length; i++) {
      Steps steps = one && subscripts[i] instanceof List<?> l ? Steps.of(l, size(t, axis)) : null;
      at[i] = steps != null ? steps : prepared(engine, subscripts[i], t, axis);
      axis += subscripts[i] == None.NONE ? 0 : 1;
    }
    List<TensorLike> args = new ArrayList<>(List.of(t));
    for (Object a : at) {
      if (a instanceof TensorLike index) {
        args.add(index);
      }
    }
    return engine.apply(asked(at), args, nodes -> new Walk(nodes).over(at));
  }

  /** What is picked, by value; null where that is not known yet. */
  private static @Nullable Object asked(Object[] at) {
    Object[] kinds = new Object[at.length];
    for (int i = 0; i < at.length; i++) {
      if (at[i] instanceof Size || at[i] instanceof Indexing.Open) {
        return null;
      }
      kinds[i] = at[i] instanceof TensorLike ? TensorLike.class : at[i];
    }
    return new Picked(List.of(kinds));
  }

  private record Picked(List<Object> at) {}

  /** With {@code :} for each axis that {@code ...} stands for. */
  private static Object[] spelledOut(Object[] given, TensorLike t) {
    List<Object> out = new ArrayList<>();
    long named =
        Arrays.stream(given).filter(s -> s != None.NONE && s != Indexing.Rest.REST).count();
    if (named > t.rank()) {
      throw Problem.of(
          ErrorCode.INDEX,
          "there are " + named + " indices for a tensor of shape " + Show.shape(t));
    }
    for (Object subscript : given) {
      if (subscript != Indexing.Rest.REST) {
        out.add(subscript);
      } else {
        out.addAll(Collections.nCopies((int) (t.rank() - named), Indexing.All.ALL));
      }
    }
    if (Arrays.stream(given).filter(s -> s == Indexing.Rest.REST).count() > 1) {
      throw Problem.of(ErrorCode.INDEX, "`...` can stand in an index once only");
    }
    return out.toArray();
  }

  private static boolean picks(Object subscript) {
    return subscript instanceof List<?> || subscript instanceof TensorLike;
  }

  /** Places of an axis that are as far apart as each other: no memory of their own is needed. */
  private record Steps(long first, long step, long count) {
    /** What a list of integers says, where it says that and all are within the axis; else null. */
    static @Nullable Steps of(List<?> list, Dim size) {
      if (list.size() < 2
          || !size.isKnown()
          || !(list.get(0) instanceof Long first)
          || !(list.get(1) instanceof Long second)) {
        return null;
      }
      long step = second - first;
      for (int i = 0; i < list.size(); i++) {
        boolean next = list.get(i) instanceof Long place && place == first + i * step;
        if (!next) {
          return null;
        }
      }
      long last = first + (list.size() - 1) * step;
      boolean within =
          step != 0
              && Math.min(first, last) >= -size.value()
              && Math.max(first, last) < size.value()
              && first < 0 == last < 0;
      return within ? new Steps(first < 0 ? first + size.value() : first, step, list.size()) : null;
    }
  }

  private static boolean isMask(TensorLike t) {
    return t.dtype() == DType.BOOL;
  }

  /** Lists become tensors, masks of one axis the places where they are true. */
  private static Object prepared(Engine engine, Object subscript, TensorLike t, int axis) {
    return switch (subscript) {
      case Long i -> i;
      case Size s -> s;
      case Range r -> r;
      case Indexing.All all -> all;
      case Indexing.Open open -> open;
      case None none -> none;
      case Tensor mask when isMask(mask) -> places(engine, mask, t, axis);
      case TensorLike index when index.dtype() == DType.INT -> index;
      case List<?> list -> list(engine, list, t, axis);
      default -> throw Indexing.notAnIndex("a tensor", subscript);
    };
  }

  private static Tensor list(Engine engine, List<?> list, TensorLike t, int axis) {
    if (!list.isEmpty() && list.stream().allMatch(Boolean.class::isInstance)) {
      long[] bits = list.stream().mapToLong(b -> (Boolean) b ? 1 : 0).toArray();
      Tensor mask = Tensor.of(engine.memory(), DType.BOOL, bits, bits.length);
      return places(engine, mask, t, axis);
    }
    long[] indices = new long[list.size()];
    for (int i = 0; i < indices.length; i++) {
      if (!(list.get(i) instanceof Long index)) {
        throw Indexing.notAnIndex("a tensor", list.get(i));
      }
      indices[i] = index;
    }
    return Tensor.of(engine.memory(), indices, indices.length);
  }

  private static Tensor places(Engine engine, Tensor mask, TensorLike t, int axis) {
    Dim size = size(t, axis);
    if (mask.rank() != 1 || Dim.of(mask.dim(0)).cannotEqual(size)) {
      throw Problem.of(
          ErrorCode.INDEX, "a mask of shape " + Show.shape(mask) + " for an axis of size " + size);
    }
    long[] places = LongStream.range(0, mask.size()).filter(i -> mask.getLong(i) != 0).toArray();
    return Tensor.of(engine.memory(), places, places.length);
  }

  private static Dim size(TensorLike t, int axis) {
    return t instanceof Tensor tensor ? Dim.of(tensor.dim(axis)) : ((Node) t).type().dim(axis);
  }

  /** Elements where a mask over the first axes is true, in one new first axis. */
  private static Object masked(Engine engine, TensorLike t, TensorLike mask) {
    if (!(mask instanceof Tensor m)) {
      throw Problem.of(
              ErrorCode.TRACE, "how many elements a mask picks is not known before it is computed")
          .hint("where(mask, t, 0.0) keeps the shape");
    }
    int rank = m.rank();
    boolean fits = rank > 0 && rank <= t.rank();
    for (int i = 0; fits && i < rank; i++) {
      fits = !Dim.of(m.dim(i)).cannotEqual(size(t, i));
    }
    if (!fits) {
      throw Problem.of(
          ErrorCode.INDEX,
          "a mask of shape " + Show.shape(m) + " for a tensor of shape " + Show.shape(t));
    }
    long[] places = LongStream.range(0, m.size()).filter(i -> m.getLong(i) != 0).toArray();
    Tensor index = Tensor.of(engine.memory(), places, places.length);
    return engine.apply(
        List.of(t, index),
        n -> {
          Node x = n.get(0);
          List<Dim> dims = new ArrayList<>();
          dims.add(Dim.of(m.size()));
          dims.addAll(x.type().dims().subList(rank, x.rank()));
          return Ops.take(Ops.reshape(x, dims), n.get(1), 0);
        });
  }

  /** What the subscripts do to a tensor, one after the other. */
  private static final class Walk {
    private final List<Node> nodes;
    private Node x;
    private int axis;

    /**
     * @param nodes the tensor, and the indices
     */
    Walk(List<Node> nodes) {
      this.nodes = nodes;
      x = nodes.get(0);
    }

    Node over(Object[] subscripts) {
      boolean pairs = nodes.size() > 2;
      List<Integer> picked = new ArrayList<>();
      int next = 1;
      for (Object subscript : subscripts) {
        if (subscript instanceof TensorLike) {
          if (pairs) {
            picked.add(axis++);
          } else {
            Node index = nodes.get(next++);
            x = Ops.take(x, index, axis);
            axis += index.rank();
          }
        } else {
          one(subscript);
        }
      }
      return pairs ? Ops.takePairs(x, nodes.subList(1, nodes.size()), picked) : x;
    }

    private void one(Object subscript) {
      if (subscript == None.NONE) {
        x = Ops.unsqueeze(x, axis++);
        return;
      }
      Dim size = x.type().dim(axis);
      switch (subscript) {
        case Long i -> x = Ops.index(x, axis, within(i, size));
        case Size s -> x = Ops.index(x, axis, s.dim());
        case Range r -> x = range(x, axis++, r, size);
        case Indexing.Open o -> x = open(x, axis++, o, size);
        case Steps s -> {
          long end = s.first + s.count * s.step;
          x = Ops.slice(x, axis++, Dim.of(s.first), end < 0 ? null : Dim.of(end), s.step);
        }
        default -> axis++;
      }
    }
  }

  private static Dim within(long i, Dim size) {
    if (!size.isKnown()) {
      return i < 0 ? size.plus(i) : Dim.of(i);
    }
    return Dim.of(Indexing.position(i, size.value()));
  }

  private static Node range(Node x, int axis, Range r, Dim size) {
    if (size.isKnown()) {
      Range part = Indexing.part(r, size.value());
      return Ops.slice(x, axis, part.from(), part.to(), 1);
    }
    if (r.from() < 0 || r.to() <= 0) {
      throw new Undecided();
    }
    return Ops.slice(x, axis, r.from(), r.to(), 1);
  }

  private static Node open(Node x, int axis, Indexing.Open open, Dim size) {
    boolean known = !(open.from() instanceof Size) && !(open.to() instanceof Size);
    if (size.isKnown() && known) {
      Range part = Indexing.part(open, size.value());
      return Ops.slice(x, axis, part.from(), part.to(), 1);
    }
    Dim from = open.from() == null ? Dim.of(0) : Size.dim(open.from());
    return Ops.slice(x, axis, from, open.to() == null ? null : Size.dim(open.to()), 1);
  }
}
