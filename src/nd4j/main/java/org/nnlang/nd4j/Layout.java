// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.op.Assemble;
import org.nnlang.op.Iota;
import org.nnlang.op.Slice;
import org.nnlang.tensor.DType;

/**
 * Where elements are: slices, and parts put together. Steps of slices are positive when ND4J sees
 * them, which is wrong with others or dies.
 */
final class Layout {
  private final Emit emit;
  private final SameDiff sd;

  Layout(Emit emit) {
    this.emit = emit;
    sd = emit.sd;
  }

  /** Numbers at equal distances along an axis, the others of size 1. */
  Made iota(Iota op) {
    Type type = op.type();
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < type.rank(); i++) {
      dims.add(i == op.axis() ? type.dim(i) : Dim.of(1));
    }
    Dim count = type.dim(op.axis());
    SDVariable row =
        count.isKnown()
            ? emit.constant(row(op, count.value()))
            : sd.range(
                    emit.scalar(DType.INT, 0),
                    emit.size(count),
                    emit.scalar(DType.INT, 1),
                    DataType.INT64)
                .castTo(IndArrays.type(type.dtype()))
                .mul(emit.scalar(type.dtype(), op.step()))
                .add(emit.scalar(type.dtype(), op.start()));
    return new Made(emit.reshape(row, dims), dims);
  }

  private static INDArray row(Iota op, long count) {
    int n = Math.toIntExact(count);
    return switch (op.type().dtype()) {
      case FLOAT32 -> {
        float[] out = new float[n];
        for (int i = 0; i < n; i++) {
          out[i] = (float) (op.start() + op.step() * i);
        }
        yield Nd4j.createFromArray(out);
      }
      case FLOAT64 -> {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
          out[i] = op.start() + op.step() * i;
        }
        yield Nd4j.createFromArray(out);
      }
      case INT -> {
        long[] out = new long[n];
        for (int i = 0; i < n; i++) {
          out[i] = (long) (op.start() + op.step() * i);
        }
        yield Nd4j.createFromArray(out);
      }
      case BOOL -> throw new OwnOnly();
    };
  }

  SDVariable permute(SDVariable x, List<Integer> axes) {
    return axes.isEmpty() ? x : sd.permute(x, axes.stream().mapToInt(i -> i).toArray());
  }

  /** A slice of {@code x}, of which at least one element is left. */
  SDVariable slice(SDVariable x, Type type, Slice op) {
    int rank = type.rank();
    long[] begin = new long[rank];
    long[] end = new long[rank];
    long[] steps = new long[rank];
    List<Integer> turned = new ArrayList<>();
    int open = 0;
    boolean whole = true;
    for (int i = 0; i < rank; i++) {
      Dim size = type.dim(i);
      Dim count = op.dims().get(i);
      long step = op.steps().get(i);
      if (!size.isKnown() || !count.isKnown() || !op.starts().get(i).isKnown()) {
        if (!count.equals(size) || step != 1 || !op.starts().get(i).is(0)) {
          return open(x, op);
        }
        // a mask of the ends that are left open
        open |= 1 << i;
        steps[i] = 1;
        continue;
      }
      long start = op.starts().get(i).value();
      if (step < 0) {
        turned.add(i);
        start = size.value() - 1 - start;
        step = -step;
      } else if (step == 0) {
        throw new OwnOnly();
      }
      long last = start + (count.value() - 1) * step;
      if (start < 0 || last >= size.value()) {
        throw new OwnOnly();
      }
      begin[i] = start;
      end[i] = last + 1;
      steps[i] = step;
      whole &= count.equals(size);
    }
    SDVariable from =
        turned.isEmpty() ? x : sd.reverse(x, turned.stream().mapToInt(i -> i).toArray());
    return whole ? from : sd.stridedSlice(from, begin, end, steps, open, open, 0, 0, 0);
  }

  /** A slice of which bounds are computed. */
  private SDVariable open(SDVariable x, Slice op) {
    List<Dim> ends = new ArrayList<>();
    for (int i = 0; i < op.steps().size(); i++) {
      if (op.steps().get(i) < 1) {
        throw new OwnOnly();
      }
      Dim last = op.dims().get(i).plus(-1).times(op.steps().get(i));
      ends.add(op.starts().get(i).plus(last).plus(1));
    }
    SDVariable steps = emit.shapeOf(op.steps().stream().map(Dim::of).toList());
    return sd.stridedSlice(x, emit.shapeOf(op.starts()), emit.shapeOf(ends), steps);
  }

  /** Parts in a tensor of zeros; those without elements are null. */
  SDVariable assemble(Assemble op, List<@Nullable SDVariable> parts, List<Type> types, Type out) {
    if (out.dtype() == DType.BOOL) {
      // bools are neither joined nor added
      List<@Nullable SDVariable> ints = new ArrayList<>();
      parts.forEach(p -> ints.add(p == null ? null : p.castTo(DataType.INT64)));
      List<Type> as = types.stream().map(t -> t.with(DType.INT)).toList();
      return assemble(op, ints, as, out.with(DType.INT)).neq(emit.scalar(DType.INT, 0));
    }
    int axis = joined(op, types, out);
    if (axis >= 0) {
      SDVariable[] all = parts.stream().filter(p -> p != null).toArray(SDVariable[]::new);
      return all.length == 1 ? all[0] : sd.concat(axis, all);
    }
    SDVariable sum = null;
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) != null) {
        SDVariable placed = placed(parts.get(i), types.get(i), op.parts().get(i), out);
        sum = sum == null ? placed : sum.add(placed);
      }
    }
    return sum == null ? emit.full(out.dtype(), 0, out.dims()) : sum;
  }

  /** The axis along which the parts are one after the other, without gaps; -1 if none. */
  private static int joined(Assemble op, List<Type> types, Type out) {
    for (int axis = 0; axis < out.rank(); axis++) {
      Dim at = Dim.of(0);
      boolean fits = true;
      for (int i = 0; i < types.size() && fits; i++) {
        Assemble.Part part = op.parts().get(i);
        if (types.get(i).count().is(0)) {
          continue;
        }
        for (int k = 0; k < out.rank() && fits; k++) {
          Dim size = types.get(i).dim(k);
          fits =
              (part.steps().get(k) == 1 || size.is(1))
                  && (k == axis
                      ? part.starts().get(k).equals(at)
                      : part.starts().get(k).is(0) && size.equals(out.dim(k)));
        }
        at = at.plus(types.get(i).dim(axis));
      }
      if (fits && at.equals(out.dim(axis))) {
        return axis;
      }
    }
    return -1;
  }

  /**
   * One part in zeros. Where it has steps, zeros go between its elements first: ND4J's own gradient
   * of a slice forgets the steps where another axis has size 1.
   */
  private SDVariable placed(SDVariable x, Type type, Assemble.Part part, Type out) {
    SDVariable spread = x;
    List<Dim> dims = new ArrayList<>(type.dims());
    for (int i = 0; i < dims.size(); i++) {
      long step = part.steps().get(i);
      if (step == 1 || dims.get(i).is(1)) {
        continue;
      }
      if (step < 1 || !type.isKnown()) {
        throw new OwnOnly();
      }
      spread = spread(spread, dims, i, step);
    }
    return padded(spread, new Type(type.dtype(), dims), part, out);
  }

  /**
   * With zeros between the elements along an axis, and none behind the last.
   *
   * @param dims the shape, in which the axis gets longer
   */
  private SDVariable spread(SDVariable x, List<Dim> dims, int axis, long step) {
    long count = dims.get(axis).value();
    long inner = Type.product(dims.subList(axis + 1, dims.size())).value();
    long outer = Type.product(dims.subList(0, axis)).value();
    int[][] zeros = {{0, 0}, {0, Math.toIntExact((step - 1) * inner)}};
    SDVariable padded =
        sd.nn.pad(x.reshape(outer * count, inner), emit.constant(Nd4j.createFromArray(zeros)), 0);
    long[] end = {outer, ((count - 1) * step + 1) * inner};
    SDVariable rows = padded.reshape(outer, count * step * inner);
    SDVariable cut = sd.stridedSlice(rows, new long[2], end, new long[] {1, 1});
    dims.set(axis, Dim.of((count - 1) * step + 1));
    return emit.reshape(cut, dims);
  }

  private SDVariable padded(SDVariable x, Type type, Assemble.Part part, Type out) {
    int[][] around = new int[out.rank()][2];
    boolean none = true;
    for (int i = 0; i < out.rank(); i++) {
      Dim before = part.starts().get(i);
      Dim after = out.dim(i).minus(type.dim(i)).minus(before);
      if (!before.isKnown() || !after.isKnown() || before.value() < 0 || after.value() < 0) {
        throw new OwnOnly();
      }
      around[i][0] = Math.toIntExact(before.value());
      around[i][1] = Math.toIntExact(after.value());
      none &= around[i][0] == 0 && around[i][1] == 0;
    }
    return none ? x : sd.nn.pad(x, emit.constant(Nd4j.createFromArray(around)), 0);
  }
}
