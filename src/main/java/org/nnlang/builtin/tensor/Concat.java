// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;

/** {@code concat}. */
@AutoService(Builtin.class)
public final class Concat implements Pure {
  @Override
  public String signature() {
    return "concat(tensors: list|tensor, axis: integer = 0)";
  }

  @Override
  public String doc() {
    return """
    Tensors one after another along an axis.
    Example: concat([a, b], axis: -1)\
    """;
  }

  /**
   * With the first axis before, and in one with, another: what its places are, one after another.
   */
  private static Node merged(Node all, int axis) {
    List<Integer> order = new ArrayList<>();
    List<Dim> dims = new ArrayList<>();
    for (int i = 1; i < all.rank(); i++) {
      if (i == axis) {
        order.add(0);
      }
      order.add(i);
      Dim size = all.type().dim(i);
      dims.add(i == axis ? all.type().dim(0).times(size) : size);
    }
    return Ops.reshape(Ops.permute(all, order), dims);
  }

  @Override
  public Object call(Arguments a, Session session) {
    int axis = a.integer("axis");
    if (a.get("tensors") instanceof TensorLike t
        && t.rank() > 1
        && axis >= 1 - t.rank()
        && axis < t.rank() - 1) {
      return session
          .engine()
          .apply(List.of(t), n -> merged(n.get(0), axis < 0 ? axis + t.rank() : axis + 1));
    }
    return Tensors.joined(
        session, Tensors.list(session, a.get("tensors")), axis, n -> Ops.concat(n, axis));
  }
}
