// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.kernel.LastPooling;
import org.nnlang.kernel.Pooling;
import org.nnlang.op.Pool;

/**
 * {@link Pool} of images {@code [batch, size, size, channel]}.
 *
 * @param types of the inputs, as {@link Pool} has them
 */
public record PoolLast(Pool op, List<Type> types) implements Lowered {
  public PoolLast {
    types = List.copyOf(types);
  }

  /** Of a pooling that has a kernel for that, or null where a node is something else. */
  public static @Nullable PoolLast of(Node n) {
    if (!(n.op() instanceof Pool op) || op.sizes().size() != 2) {
      return null;
    }
    PoolLast last = new PoolLast(op, n.inputs().stream().map(Node::type).toList());
    return last.kernel().suits() ? last : null;
  }

  private LastPooling kernel() {
    Type x = types.get(0);
    Lowering.Call call = (Lowering.Call) WindowedOps.of(op, x, x);
    return new LastPooling((Pooling) call.kernel(), Math.toIntExact(x.dim(1).value()));
  }

  @Override
  public String name() {
    return op.name();
  }

  @Override
  public Type infer(List<Type> inputs) {
    return ConvolveLast.last(op.infer(types));
  }

  @Override
  public Lowering lower(Type output) {
    return new Lowering.Call(kernel());
  }
}
