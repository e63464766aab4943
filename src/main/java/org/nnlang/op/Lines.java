// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Lowering;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Along;

/** Calls of the kernel that works along one axis. */
final class Lines {
  private Lines() {}

  /**
   * @param whole the type that has the axis in full
   * @param length the size of the axis in indices or result
   */
  static Lowering call(Along.Kind kind, Type whole, int axis, int length) {
    List<Dim> dims = whole.dims();
    long outer = whole.with(dims.subList(0, axis)).size();
    long inner = whole.with(dims.subList(axis + 1, dims.size())).size();
    int size = Math.toIntExact(whole.dim(axis).value());
    return new Lowering.Call(new Along(kind, outer, size, inner, length, whole.dtype()));
  }

  /** For kernels whose result has the axis in full too. */
  static Lowering call(Along.Kind kind, Type whole, int axis) {
    return call(kind, whole, axis, Math.toIntExact(whole.dim(axis).value()));
  }
}
