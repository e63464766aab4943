// SPDX-License-Identifier: Apache-2.0
package org.nnlang.backend;

import java.util.ServiceLoader;
import java.util.StringJoiner;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** The backends there are: nn-core's own, and those of other jars beside it. */
public final class Backends {
  /** The name of that which is always there. */
  public static final String OWN = "own";

  private Backends() {}

  /**
   * The backend of this name.
   *
   * @throws Problem {@code argument} where there is none
   */
  public static Backend named(String name) {
    StringJoiner names = new StringJoiner(", ");
    for (Backend b : ServiceLoader.load(Backend.class, Backend.class.getClassLoader())) {
      if (b.name().equals(name)) {
        return b;
      }
      names.add(b.name());
    }
    throw Problem.of(ErrorCode.ARGUMENT, "there is no backend " + name).hint("there are: " + names);
  }
}
