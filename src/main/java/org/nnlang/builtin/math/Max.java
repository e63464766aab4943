// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import com.google.auto.service.AutoService;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;

/** {@code max}. */
@AutoService(Builtin.class)
public final class Max extends Extreme {
  @Override
  public String signature() {
    return "max(values..., *, " + AxisReduction.OPTIONS + ")";
  }

  @Override
  public String doc() {
    return "The largest of its arguments, of the items of a list, or along an axis of a tensor; of"
        + " several tensors element by element.";
  }

  @Override
  protected String word() {
    return "largest";
  }

  @Override
  protected boolean isBefore(int order) {
    return order > 0;
  }

  @Override
  protected Node along(Node x, @Nullable List<Integer> axes, boolean keep) {
    return Ops.max(x, axes, keep);
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
