// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** What a script prints, up to a number of bytes: more ends it. */
final class OutputLimit extends FilterOutputStream {
  private final long most;
  private long written;

  OutputLimit(OutputStream out, long most) {
    super(out);
    this.most = most;
  }

  @Override
  public void write(int b) throws IOException {
    count(1);
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    count(length);
    out.write(bytes, from, length);
  }

  private void count(int more) {
    if (most - written < more) {
      throw Problem.of(
              ErrorCode.LIMIT, "the script prints more than the %,d bytes it may".formatted(most))
          .hint("the host sets the limit; does a loop print without end?");
    }
    written += more;
  }
}
