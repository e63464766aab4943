// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Tensors;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;
import org.nnlang.value.Arguments;

/** {@code cast}. */
@AutoService(Builtin.class)
public final class Cast extends TensorFunction {
  @Override
  public String signature() {
    return "cast(x: tensor|list|number, dtype: string)";
  }

  @Override
  public String doc() {
    return """
    The same numbers as elements of another type: "float32", "float64", "int" (fractions are cut
    off) or "bool" (all but 0 are true).
    Example: cast([1.5, -1.5], "int")\
    """;
  }

  @Override
  protected Node of(Node x, Arguments a) {
    return Numeric.cast(x, Tensors.dtype(a.string("dtype")));
  }
}
