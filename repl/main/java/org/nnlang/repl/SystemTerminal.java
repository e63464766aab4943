// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.InfoCmp;
import org.jline.utils.OSUtils;

/** Opens the terminal of the process, by the shortest way there is: people wait for it. */
final class SystemTerminal {
  private static final Charset CODE = StandardCharsets.UTF_8;
  private static final Terminal.SignalHandler IGNORED = Terminal.SignalHandler.SIG_IGN;

  private static final String XTERM = "xterm-256color";
  private static final String SCREEN = "screen-256color";

  /**
   * Terminals that do what another does, of which the line editor brings a description. Of all
   * others a process of the system is asked, which takes as long as all else.
   */
  private static final Map<String, String> ALIKE =
      Map.ofEntries(
          Map.entry("xterm", "xterm"),
          Map.entry(XTERM, XTERM),
          Map.entry("xterm-kitty", XTERM),
          Map.entry("xterm-ghostty", XTERM),
          Map.entry("alacritty", XTERM),
          Map.entry("foot", XTERM),
          Map.entry("wezterm", XTERM),
          Map.entry("screen", "screen"),
          Map.entry(SCREEN, SCREEN),
          Map.entry("tmux", "screen"),
          Map.entry("tmux-256color", SCREEN));

  private SystemTerminal() {}

  static Terminal open(Streams streams) throws IOException {
    String type = streams.environment().apply("TERM");
    describe(type);
    boolean dumb = type == null || type.startsWith(Terminal.TYPE_DUMB);
    boolean shown = streams.outIsTerminal() || streams.errIsTerminal();
    if (!dumb && streams.inIsTerminal() && shown && !OSUtils.IS_WINDOWS) {
      SystemStream out = streams.outIsTerminal() ? SystemStream.Output : SystemStream.Error;
      try {
        return new JniTerminalProvider()
            .sysTerminal("nn", type, false, CODE, CODE, CODE, true, IGNORED, false, out);
      } catch (IOException | RuntimeException | LinkageError e) {
        return found();
      }
    }
    return found();
  }

  /**
   * Spares the line editor to ask what a terminal can do, where that is known.
   *
   * @param type may be null
   */
  static void describe(String type) throws IOException {
    String known = type == null ? null : ALIKE.get(type);
    if (known == null) {
      return;
    }
    // not by the editor's own means, which take it letter by letter
    try (InputStream description = InfoCmp.class.getResourceAsStream(known + ".caps")) {
      if (description != null) {
        byte[] text = description.readAllBytes();
        InfoCmp.setLoadedInfoCmp(type, new String(text, StandardCharsets.UTF_8));
      }
    }
  }

  /** Tries all ways. */
  private static Terminal found() throws IOException {
    return TerminalBuilder.builder()
        .system(true)
        .systemOutput(TerminalBuilder.SystemOutput.SysOutOrSysErr)
        .encoding(CODE)
        .nativeSignals(true)
        .signalHandler(IGNORED)
        // Asking the terminal what it can do would swallow what is typed meanwhile.
        .graphemeCluster(false)
        .dumb(true)
        .build();
  }
}
