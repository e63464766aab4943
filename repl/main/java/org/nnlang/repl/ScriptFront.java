// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.nnlang.builtin.Console;
import org.nnlang.builtin.Interruption;
import org.nnlang.builtin.RunObserver;
import org.nnlang.modules.ClusterModule;

/** What stands around a script that runs without a prompt. */
record ScriptFront(Streams streams, Interruption interruption, RunObserver witness)
    implements Console {
  private static final int USUAL_WIDTH = 80;
  private static final int NARROWEST = 20;

  @Override
  public ClassLoader modules() {
    return ClusterModule.loader();
  }

  @Override
  public boolean outIsTerminal() {
    return streams.outIsTerminal();
  }

  @Override
  public boolean coloured() {
    return outIsTerminal() && streams.coloursAllowed();
  }

  @Override
  public boolean errIsTerminal() {
    return streams.errIsTerminal();
  }

  /** Asked anew each time: a window may be pulled. */
  @Override
  public int width() {
    if (!outIsTerminal() && !errIsTerminal()) {
      return USUAL_WIDTH;
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      int columns = Integer.parseInt(size.substring(size.indexOf(' ') + 1).strip());
      return columns >= NARROWEST ? columns : USUAL_WIDTH;
    } catch (IOException | NumberFormatException e) {
      return USUAL_WIDTH;
    }
  }
}
