// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.nnlang.source.DiagnosticPrinter;
import org.nnlang.source.Span;

/**
 * Standard output whose reader may go away, as {@code head} does: then there is no more to say.
 * Where it is lost otherwise, as on a full disk, that is said.
 */
final class Pipe extends OutputStream {
  private final OutputStream out;
  private final Runnable onBroken;

  /** What went wrong, null as long as nothing has. */
  private volatile IOException broken;

  /**
   * @param onBroken called once
   */
  Pipe(OutputStream out, Runnable onBroken) {
    this.out = out;
    this.onBroken = onBroken;
  }

  boolean isBroken() {
    return broken != null;
  }

  /** The exit code of what has written here and went well; says why it is another. */
  int exit(Streams streams) {
    IOException e = broken;
    if (e == null) {
      return Exit.OK;
    }
    // the system says it in its language, and keeps this word
    String why = String.valueOf(e.getMessage());
    if (why.toLowerCase(Locale.ROOT).contains("pipe")) {
      return Exit.BROKEN_PIPE;
    }
    var printer = new DiagnosticPrinter(streams.colour());
    streams.errors().print(printer.print(List.of(Messages.outputLost(why).at(Span.NONE))));
    return Exit.FAILURE;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    if (broken == null) {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        breaks(e);
      }
    }
  }

  @Override
  public void flush() {
    if (broken == null) {
      try {
        out.flush();
      } catch (IOException e) {
        breaks(e);
      }
    }
  }

  private void breaks(IOException e) {
    broken = e;
    onBroken.run();
  }
}
