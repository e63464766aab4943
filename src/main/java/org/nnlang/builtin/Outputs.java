// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.Show;

/** Where a script will write, looked at before it runs: hours later it would be too late. */
public final class Outputs {
  private Outputs() {}

  /** What a path is to be. */
  public enum Kind {
    FILE,
    FOLDER
  }

  /**
   * Looks at the path that an argument is, where it is known.
   *
   * @throws Problem {@code argument} where nothing can be written there
   */
  public static void check(Session session, Arguments arguments, String name, Kind kind) {
    if (!(arguments.get(name) instanceof String path)) {
      return;
    }
    String why = session.unwritable(path, kind == Kind.FOLDER);
    if (why != null) {
      throw Problem.of(
              ErrorCode.ARGUMENT, "nothing can be written to " + Show.quoted(path) + ", " + why)
          .of(new Problem.Argument(arguments.signature().name(), name));
    }
  }
}
