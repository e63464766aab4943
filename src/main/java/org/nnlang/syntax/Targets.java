// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

/** Reads an expression left of {@code =} as what is assigned to. */
final class Targets {
  private Targets() {}

  static Target of(Expr expr) {
    return switch (expr) {
      case Expr.Name name -> new Target.Name(name.name(), name.span());
      case Expr.ListLit list -> {
        if (list.items().isEmpty()) {
          throw TreeErrors.emptyUnpack(list.span());
        }
        yield new Target.Unpack(list.items().stream().map(Targets::of).toList(), list.span());
      }
      case Expr.Index index -> new Target.Index(index.base(), index.subscripts(), index.span());
      case Expr.Member member -> new Target.Member(member.base(), member.name(), member.span());
      default -> throw TreeErrors.notAssignable(expr);
    };
  }
}
