// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.List;
import org.nnlang.graph.Type;
import org.nnlang.op.Attend;

/**
 * {@link Attend} with a mask whose kernel looks, at each run, how far the mask lets queries see,
 * and computes nothing beyond: a step of decoding goes over the places that are filled, whatever
 * room there is for more.
 *
 * @param types of q, k, v and the mask
 */
public record AttendSeen(Attend op, List<Type> types) implements Lowered {
  @Override
  public String name() {
    return op.name();
  }

  @Override
  public Type infer(List<Type> inputs) {
    return op.infer(inputs);
  }

  @Override
  public Lowering lower(Type output) {
    return new Lowering.Call(StridedAttention.kernel(op, types).seen());
  }

  @Override
  public boolean isPure() {
    return op.isPure();
  }
}
