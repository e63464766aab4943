// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;

/** {@code min}. */
@AutoService(Builtin.class)
public final class Min extends Extreme {
  @Override
  public String signature() {
    return "min(values..., *, " + AxisReduction.OPTIONS + ")";
  }

  @Override
  public String doc() {
    return "The smallest of its arguments, of the items of a list, or along an axis of a tensor; of"
        + " several tensors element by element.";
  }

  @Override
  protected String word() {
    return "smallest";
  }

  @Override
  protected boolean isBefore(int order) {
    return order < 0;
  }

  @Override
  protected Node along(Node x, @Nullable List<Integer> axes, boolean keep) {
    return Ops.min(x, axes, keep);
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
