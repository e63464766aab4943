// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.impl.ExternalTerminal;

/**
 * Does once what scripts and people at the prompt often do. The launcher runs this after a build
 * and keeps the classes that were loaded in an archive, which makes later starts faster.
 */
public final class WarmUp {
  private static final String SCRIPT = "warm.nn";
  private static final String TYPED = "fn f(x) {\rx + 1\r}\rf(2)\rhelp print\r1 +* 2\rexit\r";

  private WarmUp() {}

  /** The exit code is that of the script. */
  public static void main(String[] words) throws IOException {
    Streams nowhere =
        new Streams(
            script(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            "12",
            name -> null,
            Path.of(""));
    int code = Main.run(List.of(), nowhere);
    var keys = new ByteArrayInputStream(TYPED.getBytes(StandardCharsets.UTF_8));
    try (var terminal =
        new ExternalTerminal(
            "warm", "xterm", keys, OutputStream.nullOutputStream(), StandardCharsets.UTF_8)) {
      terminal.setSize(Size.of(80, 24));
      TerminalSession.on(terminal, Settings.DEFAULT, true, nowhere);
    }
    TerminalSession.terminal().close();
    System.exit(code);
  }

  private static InputStream script() {
    return WarmUp.class.getResourceAsStream(SCRIPT);
  }
}
