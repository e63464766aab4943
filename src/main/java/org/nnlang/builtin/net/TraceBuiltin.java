// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;
import org.nnlang.value.Unknown;

/** {@code trace}. */
@AutoService(Builtin.class)
public final class TraceBuiltin implements Builtin {
  @Override
  public String signature() {
    return "trace(net: instance, inputs...) -> string";
  }

  @Override
  public String doc() {
    return """
    What is computed in the call `net(inputs...)`, as text: a line for each operation with what it is
    of, the shape of its result, the least and greatest number in that, the milliseconds it takes,
    the part of the net and the line of the script. Each operation is run by itself to be timed,
    while a call does several of them in one pass: the last line has both times.
    Example: print(trace(net, x))\
    """;
  }

  /** Nothing is known before there are numbers. */
  @Override
  public Object foresee(Arguments a, Session session) {
    return Unknown.UNKNOWN;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return CallTrace.of(Inspection.of((Module) a.get("net"), a.list("inputs")), session);
  }
}
