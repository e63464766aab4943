// SPDX-License-Identifier: Apache-2.0
package org.nnlang.backend;

import java.util.ServiceLoader;
import java.util.Set;
import java.util.StringJoiner;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** The backends there are: nn-core's own, and those of other jars beside it. */
public final class Backends {
  /** The name of that which is always there. */
  public static final String OWN = "own";

  /** Those of a jar beside nn-core, which may be missing. */
  private static final Set<String> OUTSIDE = Set.of("nd4j", "nd4j-cuda");

  private Backends() {}

  /**
   * The backend of this name, ready to compile.
   *
   * @throws Problem {@code argument} where there is none, or it cannot work here
   */
  public static Backend named(String name) {
    StringJoiner names = new StringJoiner(", ");
    for (Backend b : ServiceLoader.load(Backend.class, Backend.class.getClassLoader())) {
      if (b.name().equals(name)) {
        b.open();
        return b;
      }
      names.add(b.name());
    }
    Problem none = Problem.of(ErrorCode.ARGUMENT, "there is no backend `" + name + "`");
    throw OUTSIDE.contains(name)
        ? none.hint("nn-nd4j brings it: add that to the class path (docs/nd4j.md)")
        : none.hint("there are: " + names);
  }
}
