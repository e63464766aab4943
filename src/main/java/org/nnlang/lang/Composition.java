// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import org.nnlang.layer.Chain;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Callable;
import org.nnlang.value.TypeNames;

/** {@code f >> g}. */
public final class Composition {
  private Composition() {}

  /**
   * What does f, then g.
   *
   * @throws Problem {@code type} where one side cannot be called
   */
  public static Object of(NnContext context, Object f, Object g) {
    Callable first = callable(context, f, "left");
    Callable second = callable(context, g, "right");
    return Chain.of(context.engine(), first, second);
  }

  private static Callable callable(NnContext context, Object value, String side) {
    if (value instanceof Callable c && !c.type().equals("model")) {
      return c;
    }
    if (HostThings.isExecutable(value)) {
      return new HostCallable(context, value);
    }
    Problem p =
        Problem.of(
            ErrorCode.TYPE,
            "`>>` needs a function or layer on its " + side + ", found " + TypeNames.found(value));
    throw value instanceof Callable c
        ? p.hint("a model becomes a layer when it is called: " + c.name() + "(…)")
        : p;
  }
}
