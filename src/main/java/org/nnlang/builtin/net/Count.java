// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;

/** {@code count}. */
@AutoService(Builtin.class)
public final class Count implements Builtin {
  @Override
  public String signature() {
    return "count(net: instance) -> integer";
  }

  @Override
  public String doc() {
    return """
    How many numbers the weights of a net are.
    Example: count(linear(3, 4))\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return ((Module) a.get("net")).count();
  }
}
