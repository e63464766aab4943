// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Node;
import org.nnlang.syntax.Target;

/** Whether code changes lists or records in place. */
final class Changes {
  private Changes() {}

  static boolean in(Node node) {
    return switch (node) {
      case Target.Index t -> true;
      case Target.Member t -> true;
      case Expr.Name n when n.name().equals("append") -> true;
      case Expr.Member m when m.name().name().equals("append") -> true;
      default -> Children.of(node).stream().anyMatch(Changes::in);
    };
  }
}
