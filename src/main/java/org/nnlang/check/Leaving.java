// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Node;
import org.nnlang.syntax.Stmt;

/** Whether code may leave the loop or the function around it. */
final class Leaving {
  private Leaving() {}

  /** The most that it may leave; null where it runs to its end. */
  static Open.Of of(Node code) {
    return of(code, false);
  }

  private static Open.Of of(Node node, boolean inLoop) {
    switch (node) {
      case Stmt.Return r -> {
        return Open.Of.FUNCTION;
      }
      case Stmt.Break b -> {
        return inLoop ? null : Open.Of.LOOP;
      }
      case Stmt.Continue c -> {
        return inLoop ? null : Open.Of.LOOP;
      }
      case Stmt.FnDef f -> {
        return null;
      }
      case Stmt.ModelDef m -> {
        return null;
      }
      case Expr.Lambda f -> {
        return null;
      }
      default -> {}
    }
    boolean loop = inLoop || node instanceof Stmt.While || node instanceof Stmt.For;
    Open.Of most = null;
    for (Node child : Children.of(node)) {
      Open.Of one = of(child, loop);
      if (one == Open.Of.FUNCTION || most == null) {
        most = one;
      }
    }
    return most;
  }
}
