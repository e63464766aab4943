// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

/** Exit codes. */
final class Exit {
  static final int OK = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;

  /** As shells count SIGINT. */
  static final int INTERRUPTED = 130;

  /** As shells count SIGPIPE. */
  static final int BROKEN_PIPE = 141;

  private Exit() {}
}
