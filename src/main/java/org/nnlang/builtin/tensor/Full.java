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

/** {@code full}. */
@AutoService(Builtin.class)
public final class Full implements Pure {
  @Override
  public String signature() {
    return "full(shape: list, value: number|boolean, *, dtype: string? = none)";
  }

  @Override
  public String doc() {
    return """
    A tensor of that shape with the same value everywhere; of ints where that is an integer.
    Example: full([2, 3], 0.5)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Object value = a.get("value");
    DType own = Tensors.typeOf(value);
    DType dtype = Tensors.dtype(a, own);
    // what another type holds of the number only a conversion knows
    DType made = dtype == DType.FLOAT64 ? dtype : own;
    return Tensors.as(
        session, Tensors.full(session, SizeArguments.dims(a.list("shape")), value, made), a);
  }
}
