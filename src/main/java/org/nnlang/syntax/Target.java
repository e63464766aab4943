// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.List;
import org.nnlang.source.Span;

/** What can be assigned to. */
public sealed interface Target extends SyntaxNode {
  record Name(String name, Span span) implements Target {}

  /** {@code [a, [b, c]]}: takes a list, or a tensor's first axis, apart. */
  record Unpack(List<Target> items, Span span) implements Target {
    public Unpack {
      items = List.copyOf(items);
    }
  }

  /** {@code base[subscripts]}. */
  record Index(Expr base, List<Subscript> subscripts, Span span) implements Target {
    public Index {
      subscripts = List.copyOf(subscripts);
    }
  }

  /** {@code base.name}. */
  record Member(Expr base, Identifier name, Span span) implements Target {}
}
