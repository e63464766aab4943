// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import org.jspecify.annotations.Nullable;

/**
 * What stands around a session, known to whoever started it: a terminal or none, and a hand on
 * Ctrl-C. Handed to a context before the first script; a host that has nothing to say gives none.
 */
public interface Console {
  /** As {@link Session#outIsTerminal}. */
  boolean outIsTerminal();

  /** As {@link Session#coloured}. */
  default boolean coloured() {
    return outIsTerminal();
  }

  /** As {@link Session#errIsTerminal}. */
  boolean errIsTerminal();

  /** As {@link Session#width}; may change while a script runs. */
  int width();

  /** As {@link Session#interruption}. */
  Interruption interruption();

  /**
   * Whether what runs in the background goes on when the script has ended, and is shown by whoever
   * reads the next one.
   */
  default boolean isPrompt() {
    return false;
  }

  /** As {@link Session#display}. */
  default @Nullable Display display() {
    return null;
  }

  /** As {@link Session#modules}. */
  default ClassLoader modules() {
    return Console.class.getClassLoader();
  }

  /** Who wants to see each training; null for nobody. */
  default @Nullable RunObserver witness() {
    return null;
  }
}
