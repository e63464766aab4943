// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import org.jspecify.annotations.Nullable;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.syntax.Tree;

/** Whether code may leave the loop or the function around it. */
final class EscapeAnalysis {
  private EscapeAnalysis() {}

  /** The most that it may leave; null where it runs to its end. */
  static UnknownExit.@Nullable Of of(SyntaxNode code) {
    return of(code, false);
  }

  private static UnknownExit.@Nullable Of of(SyntaxNode node, boolean inLoop) {
    switch (node) {
      case Stmt.Return r -> {
        return UnknownExit.Of.FUNCTION;
      }
      case Stmt.Break b -> {
        return inLoop ? null : UnknownExit.Of.LOOP;
      }
      case Stmt.Continue c -> {
        return inLoop ? null : UnknownExit.Of.LOOP;
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
    UnknownExit.Of most = null;
    for (SyntaxNode child : Tree.children(node)) {
      UnknownExit.Of one = of(child, loop);
      if (one == UnknownExit.Of.FUNCTION || most == null) {
        most = one;
      }
    }
    return most;
  }
}
