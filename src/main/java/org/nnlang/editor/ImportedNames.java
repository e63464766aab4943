// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nnlang.resolve.Resolution;
import org.nnlang.resolve.Symbol;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.SyntaxNode;

/** Names that stand in files which a script imports. */
final class ImportedNames {
  private ImportedNames() {}

  /**
   * Where {@code f} of {@code blocks.f} is bound, in the file that {@code blocks} stands for; at
   * the path of an import, the beginning of the file.
   */
  static Optional<Span> definition(Analysis a, int offset) {
    List<SyntaxNode> path = a.at(offset);
    for (SyntaxNode node : path.reversed()) {
      if (node instanceof Stmt.Import i && within(i.pathSpan(), offset)) {
        return Optional.ofNullable(a.imported(i)).map(text -> text.span(0, 0));
      }
      if (node instanceof Expr.Member m && within(m.name().span(), offset)) {
        Stmt.Import statement = statement(a, m.base());
        SourceText text = statement == null ? null : a.imported(statement);
        return text == null ? Optional.empty() : bound(text, m.name().name());
      }
    }
    return Optional.empty();
  }

  private static boolean within(Span span, int offset) {
    return span.start() <= offset && offset <= span.end();
  }

  /** The import that an expression is the name of; null where it is none's. */
  private static Stmt.@Nullable Import statement(Analysis a, Expr base) {
    return a.names().at(base.span().start()).stream()
        .filter(s -> s.kind() == Symbol.Kind.IMPORT && s.name().equals(base.span().text()))
        .flatMap(s -> s.definitions().stream())
        .map(Symbol.Definition::code)
        .filter(Stmt.Import.class::isInstance)
        .map(Stmt.Import.class::cast)
        .findFirst()
        .orElse(null);
  }

  /** Where a file binds a name for whoever imports it. */
  private static Optional<Span> bound(SourceText text, String name) {
    Resolution names = Resolution.of(Parser.read(text, Limits.DEFAULT).script());
    return names.symbols().stream()
        .filter(s -> s.name().equals(name) && s.scope().outer() == null)
        .flatMap(s -> s.definitions().stream())
        .map(Symbol.Definition::span)
        .findFirst();
  }
}
