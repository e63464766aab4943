// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Type;
import org.nnlang.op.MatMul;
import org.nnlang.tensor.DType;

/**
 * Axes that become one number, and products of matrices. Always over the middle of three axes, for
 * ND4J fails over the first or last of two of which one is 1; sums of floats are products with
 * ones, thirty times faster than its own.
 */
final class Reduce {
  /** Along an axis of more numbers ranks by comparison take too much memory. */
  private static final long MOST_SORTED = 1024;

  private final Emit emit;
  private final SameDiff sd;

  Reduce(Emit emit) {
    this.emit = emit;
    sd = emit.sd;
  }

  /** The input in three axes: those before, the ones meant, those behind. */
  private static List<Dim> three(Type x, int from, int to) {
    return List.of(
        Type.product(x.dims().subList(0, from)),
        Type.product(x.dims().subList(from, to)),
        Type.product(x.dims().subList(to, x.rank())));
  }

  /** The reduction of at least one number each. */
  SDVariable of(Reduction op, SDVariable x, Type type, int from, int to, Type out) {
    List<Dim> parts = three(type, from, to);
    Dim outer = parts.get(0);
    Dim count = parts.get(1);
    Dim inner = parts.get(2);
    if (count.is(1)) {
      return emit.reshape(x, out.dims());
    }
    if (op == Reduction.SUM && type.dtype().isFloat() && (inner.is(1) || outer.is(1))) {
      DType dtype = type.dtype();
      SDVariable sum =
          inner.is(1)
              ? sd.mmul(
                  emit.reshape(x, List.of(outer, count)),
                  emit.full(dtype, 1, List.of(count, Dim.of(1))))
              : sd.mmul(
                  emit.full(dtype, 1, List.of(Dim.of(1), count)),
                  emit.reshape(x, List.of(count, inner)));
      return emit.reshape(sum, out.dims());
    }
    SDVariable all = emit.reshape(x, parts);
    if (type.dtype().isFloat() && (op == Reduction.MAX || op == Reduction.MIN)) {
      emit.check(Checks.Kind.NUMBER, new Made(x, type.dims()), type.dtype());
    }
    SDVariable reduced =
        switch (op) {
          case SUM -> sd.sum(all, false, 1);
          case PROD -> sd.prod(all, false, 1);
          case MAX -> sd.max(all, false, 1);
          case MIN -> sd.min(all, false, 1);
        };
    return emit.reshape(reduced, out.dims());
  }

  /** A product of matrices with at least one number in all sizes. */
  SDVariable matMul(MatMul op, SDVariable a, SDVariable b, Type left, Type right) {
    if (left.dtype().isFloat()) {
      return sd.mmul(a, b, op.transposeA(), op.transposeB(), false);
    }
    // of ints by multiplying and adding
    int rank = left.rank();
    SDVariable x =
        emit.reshape(
            op.transposeA() ? swapped(a, rank) : a, swappedDims(left, op.transposeA(), rank, true));
    SDVariable y =
        emit.reshape(
            op.transposeB() ? swapped(b, rank) : b,
            swappedDims(right, op.transposeB(), rank, false));
    SDVariable products = x.mul(y);
    List<Dim> lead = new ArrayList<>(left.dims().subList(0, rank - 2));
    Dim m = left.dim(op.transposeA() ? rank - 1 : rank - 2);
    Dim k = left.dim(op.transposeA() ? rank - 2 : rank - 1);
    Dim n = right.dim(op.transposeB() ? rank - 2 : rank - 1);
    SDVariable sum =
        sd.sum(emit.reshape(products, List.of(Type.product(lead).times(m), k, n)), false, 1);
    lead.add(m);
    lead.add(n);
    return emit.reshape(sum, lead);
  }

  private SDVariable swapped(SDVariable x, int rank) {
    int[] axes = IntStream.range(0, rank).toArray();
    axes[rank - 1] = rank - 2;
    axes[rank - 2] = rank - 1;
    return sd.permute(x, axes);
  }

  /** {@code [..., m, k, 1]} of the left input, {@code [..., 1, k, n]} of the right one. */
  private static List<Dim> swappedDims(Type t, boolean swap, int rank, boolean left) {
    List<Dim> dims = new ArrayList<>(t.dims());
    if (swap) {
      dims.add(rank - 2, dims.removeLast());
    }
    dims.add(left ? rank : rank - 2, Dim.of(1));
    return dims;
  }

  /** The place of the largest, the first of equal ones; the axis stays as 1. */
  SDVariable argMax(SDVariable x, Type type, int axis, Type out) {
    SDVariable from = type.dtype() == DType.BOOL ? x.castTo(DataType.INT64) : x;
    if (type.dtype().isFloat()) {
      emit.check(Checks.Kind.NUMBER, new Made(x, type.dims()), type.dtype());
    }
    SDVariable all = emit.reshape(from, three(type, axis, axis + 1));
    return emit.reshape(sd.argmax(all, false, 1).castTo(DataType.INT64), out.dims());
  }

  /** Indices that sort: the place of each number is how many come before it. */
  SDVariable argSort(SDVariable x, Type type, int axis, boolean descending) {
    List<Dim> parts = three(type, axis, axis + 1);
    long n = parts.get(1).value();
    if (n > MOST_SORTED) {
      throw new OwnOnly();
    }
    SDVariable from = type.dtype() == DType.BOOL ? x.castTo(DataType.INT64) : x;
    if (type.dtype().isFloat()) {
      emit.check(Checks.Kind.NUMBER, new Made(x, type.dims()), type.dtype());
    }
    Dim one = Dim.of(1);
    SDVariable each = emit.reshape(from, List.of(parts.get(0), Dim.of(n), one, parts.get(2)));
    SDVariable other = emit.reshape(from, List.of(parts.get(0), one, Dim.of(n), parts.get(2)));
    SDVariable before = descending ? other.gt(each) : other.lt(each);
    long[] earlier = new long[(int) (n * n)];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        earlier[(int) (i * n + j)] = 1;
      }
    }
    SDVariable first = emit.constant(Nd4j.createFromArray(earlier).reshape(1, n, n, 1));
    SDVariable ties = other.eq(each).castTo(DataType.INT64).mul(first);
    SDVariable counts = before.castTo(DataType.INT64).add(ties);
    List<Dim> flat = List.of(parts.get(0).times(n), Dim.of(n), parts.get(2));
    SDVariable rank = sd.sum(emit.reshape(counts, flat), false, 1);
    // the element whose rank is r stands at r
    SDVariable ranks = emit.reshape(rank, List.of(parts.get(0), Dim.of(n), one, parts.get(2)));
    SDVariable hits = ranks.eq(emit.constant(counting(n).reshape(1, 1, n, 1)));
    SDVariable places =
        hits.castTo(DataType.INT64).mul(emit.constant(counting(n).reshape(1, n, 1, 1)));
    List<Dim> lines = List.of(parts.get(0), Dim.of(n), Dim.of(n).times(parts.get(2)));
    return emit.reshape(sd.sum(emit.reshape(places, lines), false, 1), type.dims());
  }

  private static INDArray counting(long n) {
    long[] out = new long[(int) n];
    for (int i = 0; i < n; i++) {
      out[i] = i;
    }
    return Nd4j.createFromArray(out);
  }

  /** Sums up to each number along an axis; of ints in doubling steps, ND4J having none. */
  SDVariable cumsum(SDVariable x, Type type, int axis) {
    List<Dim> parts = three(type, axis, axis + 1);
    SDVariable all = emit.reshape(x, parts);
    if (type.dtype().isFloat()) {
      return emit.reshape(sd.cumsum(all, false, false, 1), type.dims());
    }
    long n = parts.get(1).value();
    long outer = parts.get(0).value();
    long inner = parts.get(2).value();
    for (long shift = 1; shift < n; shift *= 2) {
      SDVariable zeros =
          emit.full(type.dtype(), 0, List.of(Dim.of(outer), Dim.of(shift), Dim.of(inner)));
      SDVariable left =
          sd.stridedSlice(
              all,
              new long[] {0, 0, 0},
              new long[] {outer, n - shift, inner},
              new long[] {1, 1, 1},
              0,
              0,
              0,
              0,
              0);
      all = all.add(sd.concat(1, zeros, left));
    }
    return emit.reshape(all, type.dims());
  }
}
