// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the names of builtins stand for in a session: a function, a model, or a constant. */
public final class BuiltinValues {
  private final Builtins builtins;
  private final Session session;
  private final Map<String, Object> made = new HashMap<>();

  public BuiltinValues(Builtins builtins, Session session) {
    this.builtins = builtins;
    this.session = session;
  }

  /** The value of a name, always the same one; null where there is no builtin of that name. */
  public @Nullable Object find(String name) {
    Object known = made.get(name);
    if (known != null) {
      return known;
    }
    Builtin builtin = builtins.find(name);
    if (builtin == null) {
      return null;
    }
    Object value = value(builtin);
    made.put(name, value);
    return value;
  }

  private Object value(Builtin builtin) {
    if (builtin instanceof StandardModel model) {
      return session.standard(model);
    }
    Object constant = builtin.constant();
    return constant != null ? constant : new BuiltinFunction(builtin, session);
  }
}
