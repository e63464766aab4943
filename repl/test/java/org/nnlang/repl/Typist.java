// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;

/** Somebody at a terminal, who reads what is written and not where it stands. */
final class Typist implements AutoCloseable {
  static final String CTRL_C = "\u0003";
  static final String CTRL_D = "\u0004";

  /** Only a hanging prompt takes so long. */
  private static final long PATIENCE_SECONDS = 20;

  /** What moves the cursor, sets colours and modes. */
  private static final Pattern CONTROL =
      Pattern.compile("\\u001b\\[[0-9;?]*[a-zA-Z]|\\u001b[=>]|\r");

  private final Screen screen = new Screen();
  private final PipedOutputStream keys = new PipedOutputStream();
  private final Terminal terminal;
  private final CompletableFuture<Integer> session;
  private int read;

  Typist(Path folder) throws IOException {
    this(folder, false);
  }

  Typist(Path folder, boolean colour) throws IOException {
    this(folder, colour, "xterm");
  }

  /**
   * @param type the terminal's
   */
  Typist(Path folder, boolean colour, String type) throws IOException {
    var typed = new PipedInputStream(keys);
    terminal = new ExternalTerminal("typist", type, typed, screen, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(100, 40));
    var streams =
        new Streams(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            "",
            Map.of("HOME", folder.toString())::get,
            folder);
    session =
        CompletableFuture.supplyAsync(
            () -> TerminalSession.on(terminal, Settings.DEFAULT, colour, streams));
  }

  private static final class Screen extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      notifyAll();
    }

    @Override
    public synchronized void write(int b) {
      super.write(b);
      notifyAll();
    }
  }

  void type(String text) throws IOException {
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  /** Types lines, each once the prompt asks for it. */
  void enter(String... lines) throws Exception {
    for (String line : lines) {
      await(line == lines[0] ? "nn> " : "  | ");
      type(line + "\r");
    }
  }

  /**
   * Waits until {@code text} stands on the screen after what was awaited before.
   *
   * @return what came before it
   */
  String await(String text) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (screen) {
      while (true) {
        String written = screen.toString(StandardCharsets.UTF_8);
        String all = CONTROL.matcher(written).replaceAll("");
        int found = all.indexOf(text, read);
        if (found >= 0) {
          String before = all.substring(read, found);
          read = found + text.length();
          return before;
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0 || session.isDone()) {
          throw new AssertionError("no `" + text + "` in:\n" + all.substring(read));
        }
        screen.wait(Math.min(left, 100));
      }
    }
  }

  /** Waits until the terminal was told this, colours and all, ever. */
  void awaitSigns(String signs) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (screen) {
      while (!screen.toString(StandardCharsets.UTF_8).contains(signs)) {
        if (System.nanoTime() > end) {
          throw new AssertionError(
              "no " + signs + " in:\n" + screen.toString(StandardCharsets.UTF_8));
        }
        screen.wait(100);
      }
    }
  }

  /** All that the terminal was told. */
  String written() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  /** The exit code. */
  int leaves() throws InterruptedException, ExecutionException, TimeoutException {
    return session.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    keys.close();
    terminal.close();
  }
}
