// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.Module;
import org.nnlang.value.Unknown;

/** {@code activations}. */
@AutoService(Builtin.class)
public final class ActivationsBuiltin implements Builtin {
  @Override
  public String signature() {
    return "activations(net: instance, inputs...) -> record";
  }

  @Override
  public String doc() {
    return """
    What each part of a net gives in the call `net(inputs...)`: a record of tensors by the paths of
    the parts, in the order in which they are done, and last `result`. Functions between layers
    have a number in their chain too. A part that is called again has ` (2)` behind its path.
    Example: activations(net, x)["body.0"].shape\
    """;
  }

  /** Nothing is known before there are numbers. */
  @Override
  public Object foresee(Arguments a, Session session) {
    return Unknown.UNKNOWN;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return Inspection.of((Module) a.get("net"), a.list("inputs")).activations();
  }
}
