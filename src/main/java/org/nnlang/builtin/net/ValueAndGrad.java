// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;

/** {@code value_and_grad}. */
@AutoService(Builtin.class)
public final class ValueAndGrad implements Builtin {
  @Override
  public String signature() {
    return "value_and_grad(f: function) -> function";
  }

  @Override
  public String doc() {
    return """
    A function that gives both what `f` gives and, as `grad(f)` does, its gradient.
    Example: [value, g] = value_and_grad(m -> mse(m(x), y))(net)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return new Gradient(
        session.engine(), a.callable("f"), r -> new ArrayList<>(List.of(r.value(), r.gradient())));
  }
}
