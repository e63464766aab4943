// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.backend.Executable;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/**
 * An operation and the types of the tensors it is asked for: what it compiles to depends on no
 * more.
 */
final class Asked {
  private final Object operation;
  private final DType[] dtypes;
  private final long[][] shapes;

  /** Of each tensor the first that is the same: a graph reads it once. */
  private final int[] firsts;

  private final int hash;

  private Asked(Object operation, DType[] dtypes, long[][] shapes, int[] firsts) {
    this.operation = operation;
    this.dtypes = dtypes;
    this.shapes = shapes;
    this.firsts = firsts;
    hash = 31 * (31 * operation.hashCode() + Arrays.hashCode(dtypes)) + Arrays.deepHashCode(shapes);
  }

  /** Null where not all arguments are tensors. */
  static @Nullable Asked of(Object operation, List<? extends TensorLike> args) {
    int count = args.size();
    DType[] dtypes = new DType[count];
    long[][] shapes = new long[count][];
    int[] firsts = new int[count];
    for (int i = 0; i < count; i++) {
      if (!(args.get(i) instanceof Tensor t)) {
        return null;
      }
      dtypes[i] = t.dtype();
      shapes[i] = t.shape();
      firsts[i] = i;
      for (int j = 0; j < i && firsts[i] == i; j++) {
        firsts[i] = args.get(j) == t ? j : i;
      }
    }
    return new Asked(operation, dtypes, shapes, firsts);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Asked a
        && a.hash == hash
        && a.operation.equals(operation)
        && Arrays.equals(a.dtypes, dtypes)
        && Arrays.equals(a.firsts, firsts)
        && Arrays.deepEquals(a.shapes, shapes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /**
   * What was compiled.
   *
   * @param places of the arguments that it reads, in its order
   */
  record Answer(Executable executable, int[] places) {
    /** Null where it reads what is no argument. */
    static @Nullable Answer of(
        Executable executable, List<? extends TensorLike> args, MemorySegment[] read) {
      int[] places = new int[read.length];
      for (int i = 0; i < read.length; i++) {
        int at = 0;
        while (at < args.size() && ((Tensor) args.get(at)).data() != read[i]) {
          at++;
        }
        if (at == args.size()) {
          return null;
        }
        places[i] = at;
      }
      return new Answer(executable, places);
    }

    MemorySegment[] arguments(List<? extends TensorLike> args) {
      MemorySegment[] read = new MemorySegment[places.length];
      for (int i = 0; i < read.length; i++) {
        read[i] = ((Tensor) args.get(places[i])).data();
      }
      return read;
    }
  }
}
