// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/**
 * Elements by index. No index that ND4J sees is outside, for it would read foreign memory: those
 * that are become the nearest one, and are noted.
 */
final class Lookup {
  private final Emit emit;
  private final SameDiff sd;
  private final Elementwise elementwise;

  Lookup(Emit emit, Elementwise elementwise) {
    this.emit = emit;
    this.elementwise = elementwise;
    sd = emit.sd;
  }

  /** Indices from 0 to {@code count - 1}; others are odd. */
  SDVariable bounded(SDVariable index, List<Dim> dims, Dim count) {
    SDVariable most =
        count.isKnown()
            ? emit.scalar(DType.INT, count.value() - 1)
            : emit.size(count).sub(emit.scalar(DType.INT, 1));
    SDVariable within = sd.min(sd.max(index, emit.scalar(DType.INT, 0)), most);
    emit.checkNone(within.neq(index), dims);
    return within;
  }

  /** Indices that may count from the end, as they count from the start. */
  private SDVariable places(SDVariable index, List<Dim> dims, Dim count) {
    SDVariable negative = index.lt(emit.scalar(DType.INT, 0)).castTo(DataType.INT64);
    return bounded(index.add(negative.mul(emit.size(count))), dims, count);
  }

  /** Rows of the first axis. */
  SDVariable gather(SDVariable x, Type type, SDVariable index, Type indices, Type out) {
    if (type.dim(0).is(0)) {
      throw new OwnOnly();
    }
    Dim width = Type.product(type.dims().subList(1, type.rank()));
    SDVariable rows = emit.reshape(x, List.of(type.dim(0), width));
    SDVariable at = places(index, indices.dims(), type.dim(0));
    SDVariable flat = emit.reshape(at, List.of(indices.count()));
    return emit.reshape(gathered(rows, flat, type.dtype()), out.dims());
  }

  private SDVariable gathered(SDVariable from, SDVariable index, DType dtype) {
    return dtype == DType.BOOL
        ? sd.gather(from.castTo(DataType.INT8), index, 0).castTo(DataType.BOOL)
        : sd.gather(from, index, 0);
  }

  /** Rows added to rows of zeros. */
  SDVariable scatterAdd(SDVariable x, SDVariable index, Type indices, Type out) {
    Dim width = Type.product(out.dims().subList(1, out.rank()));
    SDVariable at = places(index, indices.dims(), out.dim(0));
    SDVariable sum =
        sd.scatterAdd(
            emit.full(out.dtype(), 0, List.of(out.dim(0), width)),
            emit.reshape(at, List.of(indices.count())),
            emit.reshape(x, List.of(indices.count(), width)));
    return emit.reshape(sum, out.dims());
  }

  /** Along an axis, at indices of the same other axes. */
  SDVariable takeAlong(
      SDVariable x, Type type, SDVariable index, Type indices, int axis, boolean wraps) {
    if (type.dim(axis).is(0)) {
      throw new OwnOnly();
    }
    if (!type.isKnown() || !indices.isKnown()) {
      return takeOne(x, type, index, indices, axis, wraps);
    }
    SDVariable at = linear(index, indices, type, axis, wraps);
    SDVariable flat = emit.reshape(x, List.of(type.count()));
    return emit.reshape(gathered(flat, at, type.dtype()), indices.dims());
  }

  /** One a line, of which the sizes need not be known: all others of the line become 0. */
  private SDVariable takeOne(
      SDVariable x, Type type, SDVariable index, Type indices, int axis, boolean wraps) {
    Dim size = type.dim(axis);
    if (!indices.dim(axis).is(1) || !size.isKnown() || type.dtype() == DType.BOOL) {
      throw new OwnOnly();
    }
    SDVariable at =
        wraps ? places(index, indices.dims(), size) : bounded(index, indices.dims(), size);
    List<Dim> line = new ArrayList<>(Collections.nCopies(type.rank(), Dim.of(1)));
    line.set(axis, size);
    SDVariable counting = emit.reshape(emit.constant(column(size.value(), 0)), line);
    Made hit = new Made(counting.eq(at), type.dims());
    Made zero = new Made(emit.scalar(type.dtype(), 0), List.of());
    Made kept = elementwise.where(hit, new Made(x, type.dims()), zero, type.dtype());
    return new Reduce(emit)
        .of(Reduction.SUM, kept.variable(), type, axis, axis + 1, indices.with(type.dtype()));
  }

  /** Numbers added to zeros along an axis. */
  SDVariable addAlong(SDVariable x, SDVariable index, Type indices, int axis, Type out) {
    SDVariable sum =
        sd.scatterAdd(
            emit.full(out.dtype(), 0, List.of(out.count())),
            linear(index, indices, out, axis, true),
            emit.reshape(x, List.of(indices.count())));
    return emit.reshape(sum, out.dims());
  }

  /** Numbers put in the place of others along an axis; the last of those of one place. */
  SDVariable putAlong(
      SDVariable x, SDVariable index, SDVariable values, Type type, Type indices, int axis) {
    Dim outer = Type.product(type.dims().subList(0, axis));
    Dim inner = Type.product(type.dims().subList(axis + 1, type.rank()));
    Dim count = type.dim(axis);
    Dim given = indices.dim(axis);
    Dim one = Dim.of(1);
    SDVariable at = places(index, indices.dims(), count);
    SDVariable spread = emit.reshape(at, List.of(outer, one, given, inner));
    SDVariable place = emit.constant(column(count.value(), 0).reshape(1, count.value(), 1, 1));
    SDVariable number = emit.constant(column(given.value(), 1).reshape(1, 1, given.value(), 1));
    SDVariable hits = spread.eq(place).castTo(DataType.INT64).mul(number);
    List<Dim> three = List.of(outer.times(count), given, inner);
    SDVariable last = sd.max(emit.reshape(hits, three), false, 1);
    SDVariable which = emit.reshape(last, type.dims());
    SDVariable from = sd.max(which.sub(emit.scalar(DType.INT, 1)), emit.scalar(DType.INT, 0));
    SDVariable taken =
        takeAlong(values, indices.with(type.dtype()), from, type.with(DType.INT), axis, false);
    Made hit = new Made(which.gt(emit.scalar(DType.INT, 0)), type.dims());
    return elementwise
        .where(hit, new Made(taken, type.dims()), new Made(x, type.dims()), type.dtype())
        .variable();
  }

  private static INDArray column(long count, long first) {
    long[] out = new long[Math.toIntExact(count)];
    for (int i = 0; i < out.length; i++) {
      out[i] = first + i;
    }
    return Nd4j.createFromArray(out);
  }

  /** Places in row-major memory of what indices along an axis name, one after the other. */
  private SDVariable linear(SDVariable index, Type indices, Type whole, int axis, boolean wraps) {
    if (!whole.isKnown() || !indices.isKnown()) {
      throw new OwnOnly();
    }
    long inner = Type.product(whole.dims().subList(axis + 1, whole.rank())).value();
    long count = whole.dim(axis).value();
    long given = indices.dim(axis).value();
    long[] base = new long[Math.toIntExact(indices.size())];
    for (int i = 0; i < base.length; i++) {
      base[i] = i / (given * inner) * count * inner + i % inner;
    }
    Dim size = whole.dim(axis);
    SDVariable at =
        wraps ? places(index, indices.dims(), size) : bounded(index, indices.dims(), size);
    SDVariable flat = emit.reshape(at, List.of(indices.count()));
    return flat.mul(emit.scalar(DType.INT, inner)).add(emit.constant(Nd4j.createFromArray(base)));
  }
}
