// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;

/** {@code copy}. */
@AutoService(Builtin.class)
public final class Copy implements Builtin {
  @Override
  public String signature() {
    return "copy(net: instance) -> instance";
  }

  @Override
  public String doc() {
    return """
    A net that is the same now and shares nothing with this one.
    Example: best = copy(net)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return ((Module) a.get("net")).copy();
  }
}
