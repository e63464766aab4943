// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * What the process was given.
 *
 * @param out not buffered
 * @param err not buffered
 * @param terminals which of them are a terminal, by number: {@code 02} where only output is not
 * @param environment the value of a variable, or null
 * @param folder where it was started
 */
record Streams(
    InputStream in,
    OutputStream out,
    OutputStream err,
    String terminals,
    UnaryOperator<String> environment,
    Path folder) {
  /** Set by the launcher, which can ask the shell; Java knows only of all at once. */
  private static final String TERMINALS = "nn.terminals";

  static Streams ofProcess() {
    String terminals = System.getProperty(TERMINALS);
    if (terminals == null) {
      Console console = System.console();
      terminals = console != null && console.isTerminal() ? "012" : "";
    }
    return new Streams(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        terminals,
        System::getenv,
        Path.of(""));
  }

  boolean inIsTerminal() {
    return terminals.contains("0");
  }

  boolean outIsTerminal() {
    return terminals.contains("1");
  }

  boolean errIsTerminal() {
    return terminals.contains("2");
  }

  /** Whether diagnostics are written in colour. */
  boolean colour() {
    return errIsTerminal() && coloursAllowed();
  }

  /** Whether the prompt is in colour: it is written to whichever of the two is a terminal. */
  boolean colourAtPrompt() {
    return (outIsTerminal() || errIsTerminal()) && coloursAllowed();
  }

  /** What the user says of colours, see no-color.org. */
  boolean coloursAllowed() {
    String none = environment.apply("NO_COLOR");
    return (none == null || none.isEmpty()) && !"dumb".equals(environment.apply("TERM"));
  }

  PrintStream errors() {
    return new PrintStream(err, true, StandardCharsets.UTF_8);
  }
}
