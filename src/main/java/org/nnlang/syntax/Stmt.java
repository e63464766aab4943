// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;

/** A statement. Only {@link Evaluate} has a value. */
public sealed interface Stmt extends SyntaxNode {
  record Assign(Target target, Expr value, Span span) implements Stmt {}

  /** An expression as a statement: the value of its block or script if it is the last one. */
  record Evaluate(Expr value, Span span) implements Stmt {}

  /**
   * {@code fn name(params) -> result = body}.
   *
   * @param result null if there is none
   * @param body an {@link Expr.Block} where it stands in braces
   */
  record FnDef(
      Identifier name, List<Param> params, @Nullable ShapeType result, Expr body, Span span)
      implements Stmt {
    public FnDef {
      params = List.copyOf(params);
    }
  }

  /** {@code model name(params) { body }}. The body holds at most one {@link Forward}. */
  record ModelDef(Identifier name, List<Param> params, List<Stmt> body, Span span) implements Stmt {
    public ModelDef {
      params = List.copyOf(params);
      body = List.copyOf(body);
    }
  }

  /**
   * {@code forward(params) -> result = body}, only directly in a model's body.
   *
   * @param result null if there is none
   */
  record Forward(List<Param> params, @Nullable ShapeType result, Expr body, Span span)
      implements Stmt {
    public Forward {
      params = List.copyOf(params);
    }
  }

  /** {@code param name = value}, only in a model's body, also under its {@code if} and loops. */
  record ParamDecl(Identifier name, Expr value, Span span) implements Stmt {}

  /** {@code state name = value}, only where {@link ParamDecl} may stand. */
  record StateDecl(Identifier name, Expr value, Span span) implements Stmt {}

  record While(Expr condition, Expr.Block body, Span span) implements Stmt {}

  /**
   * {@code for target in items { body }}.
   *
   * @param target only names, and lists of them
   */
  record For(Target target, Expr items, Expr.Block body, Span span) implements Stmt {}

  /** Only in a loop of the same function. */
  record Break(Span span) implements Stmt {}

  /** Only in a loop of the same function. */
  record Continue(Span span) implements Stmt {}

  /**
   * Only in a function or {@code forward}.
   *
   * @param value null if there is none
   */
  record Return(@Nullable Expr value, Span span) implements Stmt {}

  /**
   * {@code import "path" as name}.
   *
   * @param path as written, escapes read
   * @param pathSpan where the path stands
   * @param alias null if there is none
   */
  record Import(String path, Span pathSpan, @Nullable Identifier alias, Span span)
      implements Stmt {}
}
