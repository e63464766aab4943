// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;

/** {@code stack}. */
@AutoService(Builtin.class)
public final class Stack implements Pure {
  @Override
  public String signature() {
    return "stack(tensors: list|tensor, axis: integer = 0)";
  }

  @Override
  public String doc() {
    return """
    Tensors of one shape along a new axis.
    Example: stack([a, b])\
    """;
  }

  /** With the first axis at another place. */
  private static Node moved(Node all, int axis) {
    List<Integer> order = new ArrayList<>(IntStream.range(1, all.rank()).boxed().toList());
    order.add(axis, 0);
    return Ops.permute(all, order);
  }

  @Override
  public Object call(Arguments a, Session session) {
    int axis = a.integer("axis");
    if (a.get("tensors") instanceof TensorLike t
        && t.rank() > 0
        && axis >= -t.rank()
        && axis < t.rank()) {
      return session
          .engine()
          .apply(List.of(t), n -> moved(n.get(0), Math.floorMod(axis, t.rank())));
    }
    return Tensors.joined(
        session, Tensors.list(session, a.get("tensors")), axis, n -> Ops.stack(n, axis));
  }
}
