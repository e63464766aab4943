// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.util.function.Function;
import org.graalvm.polyglot.Context;
import org.nnlang.builtin.Console;
import org.nnlang.train.History;

/** What a front of nn, a program with nn in its own class path, does with a context. */
public final class ContextAccess {
  private ContextAccess() {}

  /** Tells the scripts of a context about the terminal around it and its Ctrl-C. */
  public static void introduce(Context context, Console console) {
    within(
        context,
        c -> {
          c.console(console);
          return null;
        });
  }

  /**
   * Whether a global name is a training that was summed up since then where a person reads it.
   *
   * @param time by the clock of {@link System#nanoTime}
   */
  public static boolean saidSince(Context context, String name, long time) {
    return within(context, c -> c.globals().get(name) instanceof History h && h.saidSince(time));
  }

  private static <T> T within(Context context, Function<NnContext, T> body) {
    context.initialize(NnLanguage.ID);
    context.enter();
    try {
      return body.apply(NnContext.get(null));
    } finally {
      context.leave();
    }
  }
}
