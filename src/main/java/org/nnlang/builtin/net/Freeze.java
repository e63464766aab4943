// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.WeightActions;

/** {@code freeze}. */
@AutoService(Builtin.class)
public final class Freeze implements Builtin {
  @Override
  public String signature() {
    return "freeze(part: instance|list|record)";
  }

  @Override
  public String doc() {
    return """
    Keeps the weights of a net or a part of it from being trained, until `unfreeze`. Gives it back.
    Example: freeze(net.tokens)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    WeightActions.trainable(a.get("part"), false);
    return a.get("part");
  }
}
