// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Differentiate;

/** {@code grad}. */
@AutoService(Builtin.class)
public final class Grad implements Builtin {
  @Override
  public String signature() {
    return "grad(f: function) -> function";
  }

  @Override
  public String doc() {
    return """
    A function that gives the gradient of `f`, which gives one number, with respect to its first
    argument: a tensor, a list or record of tensors, or an instance, whose gradients are a record
    by the paths of its weights.
    Example: grad(x -> sum(x ^ 2))(tensor([1.0, 2.0]))\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return new Gradient(session.engine(), a.callable("f"), Differentiate.Result::gradient);
  }
}
