// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import org.jline.nativ.OSInfo;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.impl.jni.JniUnixSysTerminal;

/**
 * Does once what scripts and people at the prompt often do. The launcher runs this after a build
 * and keeps the classes that were loaded, and how often what of them ran, in a cache of the JVM's,
 * which makes later starts faster.
 */
public final class WarmUp {
  private static final String SCRIPT = "warm.nn";
  private static final String TYPED =
      "fn f(x) {\rx + 1\r}\rf(2)\rhelp print\r1 +* 2\rzero\t(3)\r:vars\rexit\r";

  private WarmUp() {}

  /** The exit code is that of the script. */
  public static void main(String[] words) throws IOException {
    Path folder = Files.createTempDirectory("nn");
    Streams nowhere =
        new Streams(
            script(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            "12",
            name -> null,
            folder);
    int code = Main.run(List.of(), nowhere);
    keepLibrary();
    try (Terminal terminal = terminal()) {
      TerminalSession.on(terminal, Settings.DEFAULT, true, nowhere);
    }
    for (Path file : Files.walk(folder).sorted(Comparator.reverseOrder()).toList()) {
      Files.delete(file);
    }
    System.exit(code);
  }

  /** One of the system's, as far as somebody who sits at none can have it. */
  private static Terminal terminal() throws IOException {
    var keys = new ByteArrayInputStream(TYPED.getBytes(StandardCharsets.UTF_8));
    OutputStream out = OutputStream.nullOutputStream();
    Charset code = StandardCharsets.UTF_8;
    Size size = Size.of(80, 24);
    try {
      SystemTerminal.describe("xterm");
      Class.forName(JniUnixSysTerminal.class.getName());
      return new JniTerminalProvider()
          .newTerminal(
              "warm",
              "xterm",
              keys,
              out,
              code,
              code,
              code,
              Terminal.SignalHandler.SIG_IGN,
              false,
              null,
              size);
    } catch (IOException | ReflectiveOperationException | LinkageError e) {
      Terminal terminal = new ExternalTerminal("warm", "xterm", keys, out, code);
      terminal.setSize(size);
      return terminal;
    }
  }

  /** Puts the library by which the terminal is asked where the line editor looks for it. */
  private static void keepLibrary() throws IOException {
    String folder = System.getProperty("library.jline.path");
    String path = "/org/jline/nativ/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/";
    String name = System.mapLibraryName("jlinenative");
    try (InputStream library = JniTerminalProvider.class.getResourceAsStream(path + name)) {
      if (folder != null && library != null) {
        // another nn may have the old one in use
        Path whole = Files.createTempFile(Path.of(folder), name, "");
        Files.copy(library, whole, StandardCopyOption.REPLACE_EXISTING);
        Files.move(whole, Path.of(folder, name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static InputStream script() {
    return WarmUp.class.getResourceAsStream(SCRIPT);
  }
}
