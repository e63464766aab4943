// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import org.nnlang.builtin.Interruption;

/**
 * What Ctrl-C means while a script runs: the first one ends a training after the step in hand;
 * where none runs, or it does not end, the script is stopped; what does not even stop then is a
 * call into a library, and the process goes.
 */
final class Interrupts {
  private final Interruption interruption;
  private final Runnable stop;
  private final Runnable halt;
  private boolean stopping;

  /**
   * @param stop stops the script; may take a while
   * @param halt the last resort
   */
  Interrupts(Interruption interruption, Runnable stop, Runnable halt) {
    this.interruption = interruption;
    this.stop = stop;
    this.halt = halt;
  }

  /** Ctrl-C was pressed. Does not wait. */
  synchronized void press() {
    if (stopping) {
      halt.run();
    } else if (!interruption.request()) {
      stopping = true;
      Thread.ofPlatform().daemon().name("interrupt").start(stop);
    }
  }

  /** What was to be stopped has stopped, or ended by itself. */
  synchronized void ended() {
    stopping = false;
  }
}
