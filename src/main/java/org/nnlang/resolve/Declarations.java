// SPDX-License-Identifier: Apache-2.0
package org.nnlang.resolve;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Identifier;
import org.nnlang.syntax.Param;
import org.nnlang.syntax.ShapeDim;
import org.nnlang.syntax.ShapeType;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.syntax.Target;
import org.nnlang.syntax.Tree;

/** Finds the names that code binds in the scope it stands in. */
final class Declarations {
  /** Of a binding that may not be come to, or is within something that may be left. */
  private static final int UNCERTAIN = -1;

  private final Scope scope;

  private Declarations(Scope scope) {
    this.scope = scope;
  }

  /** Adds parameters, and the dimensions in their types and that of the result. */
  static void parameters(Scope scope, List<Param> params, @Nullable ShapeType result) {
    var declarations = new Declarations(scope);
    for (Param p : params) {
      declarations.define(p.name(), p, Symbol.Kind.PARAMETER, 0);
    }
    params.forEach(p -> declarations.dimensions(p.type()));
    declarations.dimensions(result);
  }

  private void dimensions(@Nullable ShapeType type) {
    if (type != null) {
      for (ShapeDim dim : type.dims()) {
        if (dim instanceof ShapeDim.Named named) {
          define(named.name(), named.span(), named, Symbol.Kind.DIMENSION, 0);
        }
      }
    }
  }

  /** Adds what statements bind; not what functions and models defined there do. */
  static void statements(Scope scope, List<Stmt> body) {
    var declarations = new Declarations(scope);
    for (Stmt statement : body) {
      int end = statement.span().end();
      switch (statement) {
        case Stmt.Assign s -> {
          declarations.collect(s.target(), end);
          declarations.collect(s.value(), UNCERTAIN);
        }
        default -> declarations.collect(statement, end);
      }
    }
  }

  /** Adds what the body of a function binds. */
  static void body(Scope scope, Expr body) {
    if (body instanceof Expr.Block block) {
      statements(scope, block.body());
    } else {
      new Declarations(scope).collect(body, UNCERTAIN);
    }
  }

  /**
   * @param from where a name is bound that {@code node} itself binds
   */
  private void collect(SyntaxNode node, int from) {
    switch (node) {
      case Target.Name n -> define(n.name(), n.span(), n, Symbol.Kind.VARIABLE, from);
      case Target.Unpack n -> n.items().forEach(item -> collect(item, from));
      case Stmt.FnDef n -> define(n.name(), n, Symbol.Kind.FUNCTION, start(n.name(), from));
      case Stmt.ModelDef n -> define(n.name(), n, Symbol.Kind.MODEL, start(n.name(), from));
      case Stmt.Import n -> {
        Span span = n.alias() == null ? n.pathSpan() : n.alias().span();
        define(Imports.name(n), span, n, Symbol.Kind.IMPORT, from);
      }
      case Stmt.ParamDecl n -> {
        define(n.name(), n, Symbol.Kind.WEIGHT, from);
        collect(n.value(), UNCERTAIN);
      }
      case Stmt.StateDecl n -> {
        define(n.name(), n, Symbol.Kind.STATE, from);
        collect(n.value(), UNCERTAIN);
      }
      // functions of a model call it by that word
      case Stmt.Forward n -> {
        int start = n.span().start();
        Span word = n.span().source().span(start, start + "forward".length());
        define("forward", word, n, Symbol.Kind.FUNCTION, start);
      }
      case Expr.Lambda n -> {}
      default -> Tree.children(node).forEach(child -> collect(child, UNCERTAIN));
    }
  }

  /** A function may call itself. */
  private static int start(Identifier name, int from) {
    return from == UNCERTAIN ? UNCERTAIN : name.span().start();
  }

  private void define(Identifier name, SyntaxNode code, Symbol.Kind kind, int from) {
    define(name.name(), name.span(), code, kind, from);
  }

  private void define(String name, Span span, SyntaxNode code, Symbol.Kind kind, int from) {
    var definition = new Symbol.Definition(span, code, from);
    Symbol around = scope.find(name);
    boolean inFunction = scope.kind() == Scope.Kind.FUNCTION && !scope.has(name);
    if (inFunction
        && around != null
        && around.kind() == Symbol.Kind.STATE
        && kind != Symbol.Kind.PARAMETER
        && kind != Symbol.Kind.DIMENSION) {
      // functions change a state and do not hide it; when they are called nobody knows
      around.define(new Symbol.Definition(span, code, UNCERTAIN), around.kind());
    } else {
      scope.declare(name, kind).define(definition, kind);
    }
  }
}
