// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import org.nnlang.engine.Engine;
import org.nnlang.source.Span;

/** What a script finds when it begins, handed in by those who know which functions there are. */
public interface Prelude {
  /** The builtin of this name, which computes nothing when it is called; null where none is. */
  Object builtin(String name);

  /** Whether a host, or an earlier script, has bound this name. */
  boolean isBound(String name);

  /** The engine of the builtins, which {@linkplain Engine#foresees foresees}. */
  Engine engine();

  /** How many nodes the engine's graph has; an engine that nobody asked for is not made for it. */
  int nodes();

  /** Says where the script is. */
  void enter(Span span);
}
