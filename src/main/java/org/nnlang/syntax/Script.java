// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.List;
import org.nnlang.source.Span;

/** A whole file. Its value is that of its last statement, where that is an expression. */
public record Script(List<Stmt> body, Span span) implements Node {
  public Script {
    body = List.copyOf(body);
  }
}
