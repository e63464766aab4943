// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Status;

/**
 * The last lines of the terminal, where trainings in the background show how far they are. They are
 * drawn while a line is read, by the editor, which knows where everything stands.
 */
final class JobBar implements AutoCloseable {
  private static final long OFTEN_MILLIS = 200;
  private static final String WIDGET = "show-jobs";

  private final Terminal terminal;
  private final LineReader editor;
  private final Supplier<List<String>> lines;
  private boolean reading;
  private boolean closed;
  private Thread clock;
  private List<String> shown = List.of();

  /**
   * @param lines what there is to show; asked on a thread of its own
   */
  JobBar(Terminal terminal, LineReader editor, Supplier<List<String>> lines) {
    this.terminal = terminal;
    this.editor = editor;
    this.lines = lines;
    editor.getWidgets().put(WIDGET, this::draw);
  }

  /** A line is about to be read. */
  synchronized void begin() {
    reading = true;
    if (clock == null && !lines.get().isEmpty()) {
      clock = Thread.ofPlatform().daemon().name("job-bar").start(this::run);
    }
  }

  /** It was read. */
  synchronized void end() {
    reading = false;
  }

  private void run() {
    while (isOpen()) {
      try {
        Thread.sleep(OFTEN_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      if (isReading()) {
        try {
          editor.callWidget(WIDGET);
        } catch (IllegalStateException e) {
          // the line was read just now
          continue;
        }
      }
    }
  }

  private synchronized boolean isOpen() {
    return !closed;
  }

  private synchronized boolean isReading() {
    return reading;
  }

  private boolean draw() {
    List<String> now = lines.get();
    if (!now.equals(shown)) {
      shown = now;
      Status status = Status.getStatus(terminal);
      if (status != null) {
        status.update(now.stream().map(JobBar::faint).toList());
      }
    }
    return true;
  }

  private static AttributedString faint(String line) {
    // of some lines, this one among them, the editor makes hyphens
    return new AttributedString(line.replace('─', '╌'), AttributedStyle.DEFAULT.faint());
  }

  @Override
  public synchronized void close() {
    closed = true;
    Status status = Status.getExistingStatus(terminal).orElse(null);
    if (status != null) {
      status.close();
    }
  }
}
