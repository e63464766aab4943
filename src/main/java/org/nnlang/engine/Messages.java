// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** What the engine says when something is wrong. */
final class Messages {
  private Messages() {}

  static Problem escaped() {
    return Problem.of(ErrorCode.TRACE, "this tensor belongs to a function that has ended")
        .hint("return it from the function instead of keeping it in a list or a record outside");
  }
}
