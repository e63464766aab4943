// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Shapes;
import org.nnlang.builtin.Tensors;
import org.nnlang.value.Arguments;

/** {@code full}. */
@AutoService(Builtin.class)
public final class Full implements Builtin {
  @Override
  public String signature() {
    return "full(shape: list, value: number|boolean)";
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
    return Tensors.full(session, Shapes.dims(a.list("shape")), a.get("value"));
  }
}
