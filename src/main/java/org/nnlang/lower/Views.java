// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import org.nnlang.graph.Type;
import org.nnlang.op.Expand;
import org.nnlang.op.Permute;
import org.nnlang.op.Slice;

/** Ops that only read their input in another way. */
final class Views {
  private Views() {}

  static Lowering of(Expand op, Type x, Type output) {
    long[] from = strides(x);
    long[] strides = new long[output.rank()];
    int extra = output.rank() - x.rank();
    for (int i = 0; i < from.length; i++) {
      strides[extra + i] = x.dim(i).is(1) ? 0 : from[i];
    }
    return view(0, strides, output);
  }

  static Lowering of(Permute op, Type x, Type output) {
    long[] from = strides(x);
    long[] strides = new long[from.length];
    for (int i = 0; i < strides.length; i++) {
      strides[i] = from[op.axes().get(i)];
    }
    return view(0, strides, output);
  }

  static Lowering of(Slice op, Type x, Type output) {
    long[] strides = strides(x);
    long offset = 0;
    for (int i = 0; i < strides.length; i++) {
      offset += op.starts().get(i).value() * strides[i];
      strides[i] *= op.steps().get(i);
    }
    return view(output.size() == 0 ? 0 : offset, strides, output);
  }

  /** How far apart neighbours along each axis are in row-major memory. */
  static long[] strides(Type type) {
    long[] out = new long[type.rank()];
    long step = 1;
    for (int i = out.length - 1; i >= 0; i--) {
      out[i] = step;
      step *= type.dim(i).value();
    }
    return out;
  }

  /** A view of row-major memory: no more than an offset where the elements lie without gaps. */
  private static Lowering view(long offset, long[] strides, Type output) {
    long step = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      long size = output.dim(i).value();
      if (size != 1 && strides[i] != step && output.size() != 0) {
        return new Lowering.Strided(offset, strides);
      }
      step *= size;
    }
    return new Lowering.Alias(offset);
  }
}
