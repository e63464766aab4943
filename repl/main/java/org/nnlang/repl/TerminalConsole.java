// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.PrintStream;
import java.util.function.Consumer;
import org.jline.terminal.Terminal;
import org.nnlang.builtin.Console;
import org.nnlang.builtin.Display;
import org.nnlang.builtin.Interruption;
import org.nnlang.modules.ClusterModule;

/** The terminal of a prompt, as scripts know it. */
final class TerminalConsole implements Console {
  private final Terminal terminal;
  private final boolean colour;
  private final PrintStream out;
  private final Consumer<String> typed;
  private final Interruption interruption = new Interruption();
  private TerminalPictures pictures;
  private boolean asked;

  /**
   * @param typed gets what somebody types while the terminal is asked something
   */
  TerminalConsole(Terminal terminal, boolean colour, PrintStream out, Consumer<String> typed) {
    this.terminal = terminal;
    this.colour = colour;
    this.out = out;
    this.typed = typed;
  }

  /** Runs what Ctrl-C stops. */
  void inFront(Runnable work) {
    Thread front = Thread.currentThread();
    var interrupts =
        new Interrupts(
            interruption,
            () -> interruption.stop(front),
            () -> Runtime.getRuntime().halt(Exit.INTERRUPTED));
    Terminal.SignalHandler before =
        terminal.handle(Terminal.Signal.INT, signal -> interrupts.press());
    try {
      work.run();
    } finally {
      terminal.handle(Terminal.Signal.INT, before);
      interruption.stop(null);
    }
  }

  @Override
  public ClassLoader modules() {
    return ClusterModule.loader();
  }

  @Override
  public boolean outIsTerminal() {
    return isTerminal();
  }

  @Override
  public boolean coloured() {
    return colour && isTerminal();
  }

  @Override
  public boolean errIsTerminal() {
    return isTerminal();
  }

  private boolean isTerminal() {
    return !terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  /** Asked for where the first picture is to be shown. */
  @Override
  public Display display() {
    if (!asked && coloured()) {
      asked = true;
      out.flush();
      pictures = TerminalPictures.in(terminal, typed);
    }
    return pictures;
  }

  @Override
  public boolean isPrompt() {
    return true;
  }

  @Override
  public int width() {
    return terminal.getSize().getColumns();
  }

  @Override
  public Interruption interruption() {
    return interruption;
  }
}
