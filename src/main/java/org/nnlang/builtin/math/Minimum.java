// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code minimum}. */
@AutoService(Builtin.class)
public final class Minimum extends PairFunction {
  @Override
  public String signature() {
    return "minimum(a: tensor|list|number, b: tensor|list|number)";
  }

  @Override
  public String doc() {
    return """
    The smaller of two, element by element.
    Example: minimum(x, 0.5)\
    """;
  }

  @Override
  protected boolean isFirst(int order) {
    return order < 0;
  }

  @Override
  protected Node of(Node a, Node b) {
    return Numeric.minimum(a, b);
  }

  @Override
  protected Node of(Node x, long c) {
    return Numeric.minimum(x, c);
  }

  @Override
  protected Node of(Node x, double c) {
    return Numeric.minimum(x, c);
  }
}
