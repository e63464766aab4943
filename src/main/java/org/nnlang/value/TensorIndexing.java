// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
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
 * it is true. Several lists pick each along its own axis.
 */
final class TensorIndexing {
  private TensorIndexing() {}

  static Object get(Engine engine, TensorLike t, Object[] subscripts) {
    if (subscripts.length == 1 && subscripts[0] instanceof TensorLike mask && isMask(mask)) {
      return masked(engine, t, mask);
    }
    if (subscripts.length > t.rank()) {
      throw Problem.of(
          ErrorCode.INDEX,
          "there are " + subscripts.length + " indices for a tensor of shape " + Show.shape(t));
    }
    Object[] at = new Object[subscripts.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = prepared(engine, subscripts[i], t, i);
    }
    List<TensorLike> args = new ArrayList<>(List.of(t));
    for (Object a : at) {
      if (a instanceof TensorLike index) {
        args.add(index);
      }
    }
    return engine.apply(args, nodes -> walk(nodes, at));
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

  private static Node walk(List<Node> nodes, Object[] subscripts) {
    Node x = nodes.get(0);
    int axis = 0;
    int next = 1;
    for (Object subscript : subscripts) {
      Dim size = x.type().dim(axis);
      switch (subscript) {
        case Long i -> x = Ops.index(x, axis, within(i, size));
        case Size s -> x = Ops.index(x, axis, s.dim());
        case Range r -> {
          x = range(x, axis, r, size);
          axis++;
        }
        case Indexing.All all -> axis++;
        default -> {
          Node index = nodes.get(next++);
          x = Ops.take(x, index, axis);
          axis += index.rank();
        }
      }
    }
    return x;
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
}
