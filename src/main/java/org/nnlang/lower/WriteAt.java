// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.List;
import org.nnlang.graph.Type;
import org.nnlang.kernel.WriteRows;

/**
 * Input 0, which is {@code [outer, size, inner]} in memory, with the rows of input 2, {@code
 * [outer, count, inner]}, from the row that input 1 says: what a step of decoding adds to what it
 * remembers, in place where both have one memory. Rows outside are left out.
 */
public record WriteAt(long outer, long size, long count, long inner) implements Lowered {
  @Override
  public String name() {
    return "write";
  }

  @Override
  public Type infer(List<Type> inputs) {
    return inputs.get(0);
  }

  @Override
  public Lowering lower(Type output) {
    return new Lowering.Call(new WriteRows(outer, size, count, inner, output.dtype()));
  }
}
