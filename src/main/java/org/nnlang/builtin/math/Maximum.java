// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** {@code maximum}. */
@AutoService(Builtin.class)
public final class Maximum extends PairFunction {
  @Override
  public String signature() {
    return "maximum(a: tensor|list|number, b: tensor|list|number)";
  }

  @Override
  public String doc() {
    return """
    The larger of two, element by element.
    Example: maximum(x, 0.5)\
    """;
  }

  @Override
  protected boolean isFirst(int order) {
    return order > 0;
  }

  @Override
  protected Node of(Node a, Node b) {
    return Numeric.maximum(a, b);
  }

  @Override
  protected Node of(Node x, long c) {
    return Numeric.maximum(x, c);
  }

  @Override
  protected Node of(Node x, double c) {
    return Numeric.maximum(x, c);
  }
}
