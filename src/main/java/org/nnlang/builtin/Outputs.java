// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.util.Locale;
import java.util.stream.Stream;
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
   * Looks at the path that an argument is, where it is known, and at its ending.
   *
   * @param what goes there, with an article
   * @throws Problem {@code argument} where nothing can be written there, or no file of that ending
   */
  public static void check(
      Session session, Arguments arguments, String name, String what, String... endings) {
    check(session, arguments, name, Kind.FILE);
    if (arguments.get(name) instanceof String) {
      ending(arguments, name, what, endings);
    }
  }

  /**
   * The one of some endings, each with its dot, that a path has, in any case.
   *
   * @throws Problem {@code argument} where it has none of them
   */
  public static String ending(Arguments arguments, String name, String what, String... endings) {
    String path = arguments.string(name);
    String lower = path.toLowerCase(Locale.ROOT);
    return Stream.of(endings)
        .filter(lower::endsWith)
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(
                        ErrorCode.ARGUMENT,
                        what
                            + " goes to a file that ends in "
                            + String.join(" or ", endings)
                            + ", not "
                            + Show.quoted(path))
                    .of(new Problem.Argument(arguments.signature().name(), name)));
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
