// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.value.Arguments;
import org.nnlang.value.WeightActions;

/** {@code unfreeze}. */
@AutoService(Builtin.class)
public final class Unfreeze implements Builtin {
  @Override
  public String signature() {
    return "unfreeze(part: instance|list|record)";
  }

  @Override
  public String doc() {
    return """
    Lets the weights of a net or a part of it be trained again. Gives it back.
    Example: unfreeze(net)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    WeightActions.trainable(a.get("part"), true);
    return a.get("part");
  }
}
