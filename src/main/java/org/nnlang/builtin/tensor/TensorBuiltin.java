// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.tensor.DType;
import org.nnlang.value.Arguments;

/** {@code tensor}. */
@AutoService(Builtin.class)
public final class TensorBuiltin implements Pure {
  @Override
  public String signature() {
    return "tensor(values, *, dtype: string? = none)";
  }

  @Override
  public String doc() {
    return """
    A tensor of a number, or of lists of numbers, one within another for each axis: of ints
    where all are integers, of bools where all are booleans, else of floats. A list of
    tensors of one shape is stacked. `dtype`: "float32", "float64", "int" or "bool".
    Example: tensor([[1, 2], [3, 4]])\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    boolean wide = Tensors.dtype(a, DType.FLOAT32) == DType.FLOAT64;
    return Tensors.as(session, Tensors.of(session, a.get("values"), wide), a);
  }
}
