// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.Parser;
import org.jline.terminal.Terminal;

/**
 * Reads entries from a terminal that can only write on, and shows by itself what is typed: a line
 * editor would show it a second time.
 */
final class PlainReader {
  private final Terminal terminal;
  private final PrintStream out;
  private final Parser parser = new EntryParser();

  PlainReader(Terminal terminal, PrintStream out) {
    this.terminal = terminal;
    this.out = out;
  }

  /**
   * @param usual what an empty line stands for
   */
  String read(String first, String next, String usual) {
    Terminal.SignalHandler before =
        terminal.handle(Terminal.Signal.INT, signal -> ask("\n" + first));
    try {
      ask(usual.isEmpty() ? first : usual + "\n" + first);
      String text = line();
      while (goesOn(text)) {
        ask(next);
        text += "\n" + line();
      }
      return text.isBlank() ? usual : text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      terminal.handle(Terminal.Signal.INT, before);
    }
  }

  private void ask(String prompt) {
    out.print(prompt);
    out.flush();
  }

  private boolean goesOn(String text) {
    try {
      parser.parse(text, 0, Parser.ParseContext.ACCEPT_LINE);
      return false;
    } catch (EOFError e) {
      return true;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int c = terminal.reader().read();
      if (c < 0 || c == 4 && line.isEmpty()) {
        throw new EndOfFileException();
      }
      if (c == '\n' || c == '\r') {
        return line.toString();
      }
      line.append((char) c);
    }
  }
}
