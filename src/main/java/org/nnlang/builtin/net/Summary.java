// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;
import org.nnlang.value.None;

/** {@code summary}. */
@AutoService(Builtin.class)
public final class Summary implements Builtin {
  @Override
  public String signature() {
    return "summary(net: instance)";
  }

  @Override
  public String doc() {
    return """
    Prints the parts of a net, the shapes of their weights and how many numbers these are.
    Example: summary(net)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    session.out().print(SummaryText.of((Module) a.get("net")));
    session.out().flush();
    return None.NONE;
  }
}
