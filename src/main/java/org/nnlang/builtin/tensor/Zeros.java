// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.SizeArguments;
import org.nnlang.builtin.Tensors;
import org.nnlang.tensor.DType;
import org.nnlang.value.Arguments;

/** {@code zeros}. */
@AutoService(Builtin.class)
public final class Zeros implements Pure {
  @Override
  public String signature() {
    return "zeros(shape..., *, dtype: string? = none)";
  }

  @Override
  public String doc() {
    return """
    A float tensor of that shape, all 0.
    Example: zeros([2, 3])\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    DType dtype = Tensors.dtype(a, DType.FLOAT32);
    return Tensors.full(session, SizeArguments.dims(a.list("shape")), 0.0, dtype);
  }
}
