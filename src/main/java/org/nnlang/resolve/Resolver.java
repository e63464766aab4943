// SPDX-License-Identifier: Apache-2.0
package org.nnlang.resolve;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Param;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.ShapeType;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.syntax.Tree;

/** Goes through a tree once: makes its scopes, and says of each name that is read what it means. */
final class Resolver {
  private final List<Use> uses = new ArrayList<>();

  private Resolver() {}

  static Resolution resolve(Script script) {
    var resolver = new Resolver();
    var scope = new Scope(Scope.Kind.SCRIPT, null, script);
    Declarations.statements(scope, script.body());
    resolver.children(script, scope);
    return new Resolution(scope, resolver.uses);
  }

  private void children(SyntaxNode node, Scope scope) {
    Tree.children(node).forEach(child -> visit(child, scope));
  }

  private void visit(SyntaxNode node, Scope scope) {
    switch (node) {
      case Expr.Name n -> use(n.name(), n.span(), scope, null, false);
      case Expr.Call n -> call(n, scope);
      case Expr.Lambda n -> function(n, n.params(), null, n.body(), scope);
      case Stmt.FnDef n -> function(n, n.params(), n.result(), n.body(), scope);
      case Stmt.Forward n -> function(n, n.params(), n.result(), n.body(), scope);
      case Stmt.ModelDef n -> model(n, scope);
      default -> children(node, scope);
    }
  }

  private void call(Expr.Call call, Scope scope) {
    switch (call.callee()) {
      case Expr.Name f -> use(f.name(), f.span(), scope, call, false);
      case Expr.Member m -> {
        visit(m.base(), scope);
        use(m.name().name(), m.name().span(), scope, call, true);
      }
      default -> visit(call.callee(), scope);
    }
    call.arguments().forEach(argument -> visit(argument, scope));
  }

  private void use(
      String name, Span span, Scope scope, Expr.@Nullable Call call, boolean afterDot) {
    Symbol symbol = scope.find(name);
    var use = new Use(name, span, scope, symbol, call, afterDot);
    uses.add(use);
    if (symbol != null) {
      symbol.use(use);
    }
  }

  private void function(
      SyntaxNode code, List<Param> params, @Nullable ShapeType result, Expr body, Scope scope) {
    var inner = new Scope(Scope.Kind.FUNCTION, scope, code);
    Declarations.parameters(inner, params, result);
    Declarations.body(inner, body);
    children(code, inner);
  }

  private void model(Stmt.ModelDef model, Scope scope) {
    var inner = new Scope(Scope.Kind.MODEL, scope, model);
    Declarations.parameters(inner, model.params(), null);
    Declarations.statements(inner, model.body());
    children(model, inner);
  }
}
