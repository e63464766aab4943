// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.source.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.lang.node.ArgumentsNode;
import org.nnlang.lang.node.AssignNode;
import org.nnlang.lang.node.BinaryNode;
import org.nnlang.lang.node.BlockNode;
import org.nnlang.lang.node.CallNode;
import org.nnlang.lang.node.ChainNode;
import org.nnlang.lang.node.CollectionNode;
import org.nnlang.lang.node.CompareNode;
import org.nnlang.lang.node.ComposeNode;
import org.nnlang.lang.node.ExpressionNode;
import org.nnlang.lang.node.ForNode;
import org.nnlang.lang.node.IfNode;
import org.nnlang.lang.node.ImportNode;
import org.nnlang.lang.node.IndexNode;
import org.nnlang.lang.node.InterpolationNode;
import org.nnlang.lang.node.JumpNode;
import org.nnlang.lang.node.LinkNode;
import org.nnlang.lang.node.LiteralNode;
import org.nnlang.lang.node.LogicNode;
import org.nnlang.lang.node.MemberCallNode;
import org.nnlang.lang.node.MemberNode;
import org.nnlang.lang.node.NegateNode;
import org.nnlang.lang.node.OpenNode;
import org.nnlang.lang.node.RangeNode;
import org.nnlang.lang.node.ScriptRoot;
import org.nnlang.lang.node.UnpackNode;
import org.nnlang.lang.node.WeightNode;
import org.nnlang.lang.node.WhileNode;
import org.nnlang.lang.node.WriteItemNode;
import org.nnlang.lang.node.WriteNode;
import org.nnlang.resolve.Imports;
import org.nnlang.resolve.Scope;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.syntax.Argument;
import org.nnlang.syntax.CompareOp;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Field;
import org.nnlang.syntax.Part;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.Subscript;
import org.nnlang.syntax.Target;
import org.nnlang.value.Format;
import org.nnlang.value.Indexing;
import org.nnlang.value.None;

/** Makes nodes of a tree. */
final class Translator {
  /** Chains of more operators are walked and not nested. */
  private static final int LONG = 50;

  private final NnContext context;
  private final Globals globals;
  private final Source source;

  Translator(NnContext context, Globals globals, Source source) {
    this.context = context;
    this.globals = globals;
    this.source = source;
  }

  Source source() {
    return source;
  }

  ScriptRoot script(Script script, Scope scope, boolean forHost) {
    ExpressionNode body = block(script.body(), script.span(), new NameAccess(globals, scope));
    return new ScriptRoot(context.language(), body, source, forHost);
  }

  // ---- statements

  ExpressionNode block(List<Stmt> body, Span span, NameAccess names) {
    ExpressionNode[] statements =
        body.stream().map(s -> statement(s, names)).toArray(ExpressionNode[]::new);
    return new BlockNode(statements, span);
  }

  private ExpressionNode statement(Stmt statement, NameAccess names) {
    Span span = statement.span();
    return switch (statement) {
      case Stmt.Evaluate s -> expression(s.value(), names);
      case Stmt.Assign s -> assign(s, names);
      case Stmt.FnDef s ->
          define(
              s.name().name(), new FunctionNodes(this).function(s, names), s.name().span(), names);
      case Stmt.ModelDef s ->
          define(s.name().name(), new FunctionNodes(this).model(s, names), s.name().span(), names);
      case Stmt.ParamDecl s ->
          new WeightNode(s.name().name(), true, expression(s.value(), names), span);
      case Stmt.StateDecl s ->
          new WeightNode(s.name().name(), false, expression(s.value(), names), span);
      case Stmt.While s ->
          new WhileNode(expression(s.condition(), names), expression(s.body(), names), span);
      case Stmt.For s ->
          new ForNode(
              expression(s.items(), names),
              target(s.target(), names),
              expression(s.body(), names),
              span);
      case Stmt.Break s -> new JumpNode(JumpNode.To.BREAK, null, span);
      case Stmt.Continue s -> new JumpNode(JumpNode.To.CONTINUE, null, span);
      case Stmt.Return s -> {
        ExpressionNode value = s.value() == null ? null : expression(s.value(), names);
        yield new JumpNode(JumpNode.To.RETURN, value, span);
      }
      case Stmt.Import s -> define(Imports.name(s), importing(s), span, names);
      // the model's translation has taken it out
      case Stmt.Forward s -> new LiteralNode(None.NONE, span);
    };
  }

  private ExpressionNode importing(Stmt.Import s) {
    return new ImportNode(s.path(), source.getPath(), Loader.nameBeside(source, s), s.pathSpan());
  }

  private static ExpressionNode define(
      String name, ExpressionNode value, Span span, NameAccess names) {
    return new AssignNode(names.write(name, span), value, span);
  }

  private ExpressionNode assign(Stmt.Assign s, NameAccess names) {
    boolean named = s.target() instanceof Target.Name && s.value() instanceof Expr.Lambda;
    ExpressionNode value =
        named
            ? new FunctionNodes(this)
                .lambda((Expr.Lambda) s.value(), ((Target.Name) s.target()).name(), names)
            : expression(s.value(), names);
    return new AssignNode(target(s.target(), names), value, s.span());
  }

  private WriteNode target(Target target, NameAccess names) {
    return switch (target) {
      case Target.Name t -> names.write(t.name(), t.span());
      case Target.Unpack t ->
          new UnpackNode(
              t.items().stream().map(item -> target(item, names)).toArray(WriteNode[]::new),
              t.span());
      case Target.Index t ->
          new WriteItemNode(
              expression(t.base(), names), subscripts(t.subscripts(), names), null, t.span());
      case Target.Member t ->
          new WriteItemNode(
              expression(t.base(), names), new ExpressionNode[0], t.name().name(), t.span());
    };
  }

  // ---- expressions

  ExpressionNode[] expressions(List<Expr> list, NameAccess names) {
    return list.stream().map(e -> expression(e, names)).toArray(ExpressionNode[]::new);
  }

  ExpressionNode expression(Expr expression, NameAccess names) {
    Span span = expression.span();
    Deque<Expr> chain = new ArrayDeque<>();
    Expr first = expression;
    for (Expr left = left(first); left != null; left = left(first)) {
      chain.push(first);
      first = left;
    }
    if (chain.size() > LONG) {
      LinkNode[] links = chain.stream().map(e -> link(e, names)).toArray(LinkNode[]::new);
      return new ChainNode(expression(first, names), links, span);
    }
    return switch (expression) {
      case Expr.IntLit e -> new LiteralNode(e.value(), span);
      case Expr.FloatLit e -> new LiteralNode(e.value(), span);
      case Expr.StringLit e -> new LiteralNode(e.value(), span);
      case Expr.BoolLit e -> new LiteralNode(e.value(), span);
      case Expr.NoneLit e -> new LiteralNode(None.NONE, span);
      case Expr.Interpolation e -> interpolation(e, names);
      case Expr.Name e -> names.read(e.name(), span);
      case Expr.ListLit e -> new CollectionNode(null, expressions(e.items(), names), span);
      case Expr.RecordLit e ->
          new CollectionNode(
              e.fields().stream().map(f -> f.name().name()).toArray(String[]::new),
              expressions(e.fields().stream().map(Field::value).toList(), names),
              span);
      case Expr.Range e ->
          new RangeNode(expression(e.start(), names), expression(e.end(), names), span);
      case Expr.Negate e -> new NegateNode(expression(e.operand(), names), span);
      case Expr.Binary e ->
          new BinaryNode(e.op(), expression(e.left(), names), expression(e.right(), names), span);
      case Expr.And e -> logic(LogicNode.Op.AND, e.left(), e.right(), span, names);
      case Expr.Or e -> logic(LogicNode.Op.OR, e.left(), e.right(), span, names);
      case Expr.Not e -> logic(LogicNode.Op.NOT, e.operand(), null, span, names);
      case Expr.Compare e ->
          new CompareNode(
              e.ops().toArray(CompareOp[]::new), expressions(e.operands(), names), span);
      case Expr.Compose e ->
          new ComposeNode(expression(e.first(), names), expression(e.second(), names), span);
      case Expr.Call e -> call(e, names);
      case Expr.Index e ->
          new IndexNode(expression(e.base(), names), subscripts(e.subscripts(), names), span);
      case Expr.Member e ->
          new MemberNode(expression(e.base(), names), e.name().name(), e.name().span(), span);
      case Expr.Lambda e -> new FunctionNodes(this).lambda(e, "function", names);
      case Expr.If e -> {
        ExpressionNode orElse = e.orElse() == null ? null : expression(e.orElse(), names);
        yield new IfNode(
            expression(e.condition(), names), expression(e.then(), names), orElse, span);
      }
      case Expr.Block e -> block(e.body(), span, names);
    };
  }

  /** What an operator goes on from where operators stand one after another, or null. */
  private static @Nullable Expr left(Expr expression) {
    return switch (expression) {
      case Expr.Binary e -> e.left();
      case Expr.And e -> e.left();
      case Expr.Or e -> e.left();
      case Expr.Compose e -> e.first();
      default -> null;
    };
  }

  /** An operator of a long chain, to which what stands left of it is handed. */
  private LinkNode link(Expr expression, NameAccess names) {
    Span span = expression.span();
    var place = new LiteralNode(None.NONE, Objects.requireNonNull(left(expression)).span());
    return switch (expression) {
      case Expr.Binary e -> new BinaryNode(e.op(), place, expression(e.right(), names), span);
      case Expr.And e -> new LogicNode(LogicNode.Op.AND, place, expression(e.right(), names), span);
      case Expr.Or e -> new LogicNode(LogicNode.Op.OR, place, expression(e.right(), names), span);
      case Expr.Compose e -> new ComposeNode(place, expression(e.second(), names), span);
      default -> throw new IllegalStateException(expression.getClass().getName());
    };
  }

  private ExpressionNode logic(
      LogicNode.Op op, Expr left, @Nullable Expr right, Span span, NameAccess names) {
    return new LogicNode(
        op, expression(left, names), right == null ? null : expression(right, names), span);
  }

  private ExpressionNode call(Expr.Call call, NameAccess names) {
    List<ExpressionNode> values = new ArrayList<>();
    List<String> named = new ArrayList<>();
    for (Argument argument : call.arguments()) {
      values.add(expression(argument.value(), names));
      if (argument.name() != null) {
        named.add(argument.name().name());
      }
    }
    var arguments =
        new ArgumentsNode(values.toArray(ExpressionNode[]::new), named.toArray(String[]::new));
    if (call.callee() instanceof Expr.Member member) {
      String name = member.name().name();
      Span place = member.name().span();
      return new MemberCallNode(
          expression(member.base(), names),
          name,
          place,
          names.read(name, place),
          arguments,
          call.span());
    }
    return new CallNode(expression(call.callee(), names), arguments, call.span());
  }

  private ExpressionNode[] subscripts(List<Subscript> subscripts, NameAccess names) {
    return subscripts.stream()
        .map(
            s ->
                switch (s) {
                  case Subscript.At at -> expression(at.index(), names);
                  case Subscript.All all -> new LiteralNode(Indexing.All.ALL, all.span());
                  case Subscript.Rest rest -> new LiteralNode(Indexing.Rest.REST, rest.span());
                  case Subscript.Open open ->
                      new OpenNode(
                          open.from() == null ? null : expression(open.from(), names),
                          open.to() == null ? null : expression(open.to(), names),
                          open.span());
                })
        .toArray(ExpressionNode[]::new);
  }

  private ExpressionNode interpolation(Expr.Interpolation e, NameAccess names) {
    List<String> texts = new ArrayList<>();
    List<Format> formats = new ArrayList<>();
    List<ExpressionNode> values = new ArrayList<>();
    var text = new StringBuilder();
    for (Part part : e.parts()) {
      switch (part) {
        case Part.Text t -> text.append(t.text());
        case Part.Hole hole -> {
          texts.add(text.toString());
          text.setLength(0);
          formats.add(hole.format() == null ? null : format(hole));
          values.add(expression(hole.value(), names));
        }
      }
    }
    texts.add(text.toString());
    return new InterpolationNode(
        texts.toArray(String[]::new),
        formats.toArray(Format[]::new),
        values.toArray(ExpressionNode[]::new),
        e.span());
  }

  private static Format format(Part.Hole hole) {
    try {
      return Format.of(Objects.requireNonNull(hole.format()));
    } catch (Problem p) {
      throw new DiagnosticException(p.at(hole.span()));
    }
  }

  NnLanguage language() {
    return context.language();
  }
}
