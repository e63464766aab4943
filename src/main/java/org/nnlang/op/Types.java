// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.tensor.DType;

/** Element types of results: what is converted before an op sees it. */
final class Types {
  private Types() {}

  /** Bools as ints. */
  static Node number(Node x) {
    return x.dtype() == DType.BOOL ? Numeric.cast(x, DType.INT) : x;
  }

  /** Ints and bools as float32. */
  static Node real(Node x) {
    return x.dtype().isFloat() ? x : Numeric.cast(x, DType.FLOAT32);
  }

  /** {@code x} as it must be for arithmetic with a float of a script: ints become float32. */
  static DType common(Node a, Node b) {
    return DType.promote(a.dtype(), b.dtype());
  }

  static List<Node> promoted(String op, List<Node> xs) {
    if (xs.isEmpty()) {
      throw Messages.nothing(op);
    }
    DType all = xs.stream().map(Node::dtype).reduce(DType::promote).orElseThrow();
    return xs.stream().map(x -> Numeric.cast(x, all)).toList();
  }
}
