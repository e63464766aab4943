// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import org.graalvm.polyglot.PolyglotException;
import org.nnlang.session.Failure;

/** What a user would read, for tests in other packages. */
public final class Failures {
  private Failures() {}

  /** The text of a failure; with what Java says where nn itself has failed. */
  public static String text(PolyglotException e) {
    Failure failure = Failure.of(e, false);
    return e.isInternalError() ? failure.text() + failure.trace() : failure.text();
  }
}
