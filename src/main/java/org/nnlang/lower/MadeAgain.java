// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.List;
import org.nnlang.graph.Op;
import org.nnlang.graph.Type;

/**
 * An op that is done once for each that reads its result.
 *
 * @param types of its inputs
 * @param copy what sets it apart from the others
 */
public record MadeAgain(Op op, List<Type> types, int copy) implements Lowered {
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
    return Lower.of(op, types, output);
  }
}
