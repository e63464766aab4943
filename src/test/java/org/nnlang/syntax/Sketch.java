// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;

/** Writes trees as short S-expressions, one line a statement. */
final class Sketch {
  private Sketch() {}

  static String of(String text) {
    return of(Parser.parse(new SourceText("test.nn", text), Limits.DEFAULT));
  }

  static String of(SyntaxNode node) {
    return switch (node) {
      case null -> "_";
      case Script s -> s.body().stream().map(Sketch::of).collect(Collectors.joining("\n"));
      case Stmt s -> stmt(s);
      case Expr e -> expr(e);
      case Target.Name n -> n.name();
      case Target.Unpack u -> "[" + all(u.items()) + "]";
      case Target.Index i -> list("at", of(i.base()), all(i.subscripts()));
      case Target.Member m -> list(".", of(m.base()), of(m.name()));
      case Param p -> {
        String type = p.type() == null ? "" : ":" + of(p.type());
        yield of(p.name()) + type + (p.defaultValue() == null ? "" : "=" + of(p.defaultValue()));
      }
      case Argument a -> (a.name() == null ? "" : of(a.name()) + ":") + of(a.value());
      case Field f -> of(f.name()) + ":" + of(f.value());
      case Subscript.At a -> of(a.index());
      case Subscript.All a -> ":";
      case Subscript.Rest r -> "...";
      case Subscript.Open o -> o.from() == null ? ".." + of(o.to()) : of(o.from()) + "..";
      case Part.Text t -> quote(t.text());
      case Part.Hole h -> list("hole", of(h.value()), h.format() == null ? "" : h.format());
      case ShapeType t -> {
        String element = t.element() == null ? "" : t.element().name().toLowerCase();
        yield element + "[" + all(t.dims()) + "]";
      }
      case ShapeDim.Named n -> n.name();
      case ShapeDim.Fixed f -> Long.toString(f.size());
      case ShapeDim.Rest r -> "...";
      case ShapeDim.Computed c -> of(c.size());
      case Identifier i -> i.name();
    };
  }

  private static String stmt(Stmt stmt) {
    return switch (stmt) {
      case Stmt.Assign a -> list("=", of(a.target()), of(a.value()));
      case Stmt.Evaluate e -> of(e.value());
      case Stmt.FnDef f ->
          list("fn", of(f.name()), params(f.params()), arrow(f.result()), of(f.body()));
      case Stmt.ModelDef m -> list("model", of(m.name()), params(m.params()), all(m.body()));
      case Stmt.Forward f -> list("forward", params(f.params()), arrow(f.result()), of(f.body()));
      case Stmt.ParamDecl p -> list("param", of(p.name()), of(p.value()));
      case Stmt.StateDecl s -> list("state", of(s.name()), of(s.value()));
      case Stmt.While w -> list("while", of(w.condition()), of(w.body()));
      case Stmt.For f -> list("for", of(f.target()), of(f.items()), of(f.body()));
      case Stmt.Break b -> "(break)";
      case Stmt.Continue c -> "(continue)";
      case Stmt.Return r -> list("return", r.value() == null ? "" : of(r.value()));
      case Stmt.Import i -> list("import", quote(i.path()), i.alias() == null ? "" : of(i.alias()));
    };
  }

  private static String expr(Expr expr) {
    return switch (expr) {
      case Expr.IntLit i -> Long.toString(i.value());
      case Expr.FloatLit f -> Double.toString(f.value());
      case Expr.StringLit s -> quote(s.value());
      case Expr.Interpolation i -> list("text", all(i.parts()));
      case Expr.BoolLit b -> Boolean.toString(b.value());
      case Expr.NoneLit n -> "none";
      case Expr.Name n -> n.name();
      case Expr.ListLit l -> "[" + all(l.items()) + "]";
      case Expr.RecordLit r -> "{" + all(r.fields()) + "}";
      case Expr.Range r -> list("..", of(r.start()), of(r.end()));
      case Expr.Negate n -> list("neg", of(n.operand()));
      case Expr.Binary b -> list(b.op().symbol(), of(b.left()), of(b.right()));
      case Expr.And a -> list("and", of(a.left()), of(a.right()));
      case Expr.Or o -> list("or", of(o.left()), of(o.right()));
      case Expr.Not n -> list("not", of(n.operand()));
      case Expr.Compare c -> {
        var text = new StringBuilder("(" + of(c.operands().getFirst()));
        for (int i = 0; i < c.ops().size(); i++) {
          text.append(' ').append(c.ops().get(i).symbol());
          text.append(' ').append(of(c.operands().get(i + 1)));
        }
        yield text.append(')').toString();
      }
      case Expr.Compose c -> list(">>", of(c.first()), of(c.second()));
      case Expr.Call c -> list("call", of(c.callee()), all(c.arguments()));
      case Expr.Index i -> list("at", of(i.base()), all(i.subscripts()));
      case Expr.Member m -> list(".", of(m.base()), of(m.name()));
      case Expr.Lambda l -> list("->", params(l.params()), of(l.body()));
      case Expr.If i ->
          list("if", of(i.condition()), of(i.then()), i.orElse() == null ? "" : of(i.orElse()));
      case Expr.Block b -> list("do", all(b.body()));
    };
  }

  private static String arrow(ShapeType result) {
    return result == null ? "" : "-> " + of(result);
  }

  private static String params(List<Param> params) {
    return "(" + all(params) + ")";
  }

  private static String list(String... items) {
    return Stream.of(items)
        .filter(item -> !item.isEmpty())
        .collect(Collectors.joining(" ", "(", ")"));
  }

  private static String all(List<? extends SyntaxNode> nodes) {
    return nodes.stream().map(Sketch::of).collect(Collectors.joining(" "));
  }

  private static String quote(String text) {
    return "\"" + text.replace("\n", "\\n").replace("\"", "\\\"") + "\"";
  }
}
