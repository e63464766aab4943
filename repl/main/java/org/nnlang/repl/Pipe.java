// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.IOException;
import java.io.OutputStream;

/** Standard output whose reader may go away, as {@code head} does: then there is no more to say. */
final class Pipe extends OutputStream {
  private final OutputStream out;
  private final Runnable onBroken;
  private volatile boolean broken;

  /**
   * @param onBroken called once
   */
  Pipe(OutputStream out, Runnable onBroken) {
    this.out = out;
    this.onBroken = onBroken;
  }

  boolean isBroken() {
    return broken;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    if (!broken) {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        breaks();
      }
    }
  }

  @Override
  public void flush() {
    if (!broken) {
      try {
        out.flush();
      } catch (IOException e) {
        breaks();
      }
    }
  }

  private void breaks() {
    broken = true;
    onBroken.run();
  }
}
