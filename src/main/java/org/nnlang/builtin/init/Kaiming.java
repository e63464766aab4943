// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.init;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.tensor.ShapeFunction;
import org.nnlang.layer.Inits;
import org.nnlang.value.Arguments;

/** {@code kaiming}. */
@AutoService(Builtin.class)
public final class Kaiming implements Builtin {
  @Override
  public String signature() {
    return "kaiming(shape: list) -> tensor";
  }

  @Override
  public String doc() {
    return """
    Normal numbers of variance 2 / inputs, for weights before a relu: for `init`.
    Example: linear(8, 8, init: kaiming)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return Inits.kaiming(session.engine(), ShapeFunction.sizes(a.list("shape"))).get();
  }
}
