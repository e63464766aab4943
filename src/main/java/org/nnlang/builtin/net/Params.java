// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Trace;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;
import org.nnlang.value.Record;

/** {@code params}. */
@AutoService(Builtin.class)
public final class Params implements Builtin {
  @Override
  public String signature() {
    return "params(net: instance) -> record";
  }

  @Override
  public String doc() {
    return """
    The weights of a net, by path.
    Example: params(net).keys()\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Engine engine = session.engine();
    Trace trace = engine.traceIfAny();
    Record out = new Record();
    ((Module) a.get("net"))
        .parameters()
        .forEach(
            (path, v) ->
                out.put(path, trace != null ? trace.read(v) : v.snapshot(engine.memory())));
    return out;
  }
}
