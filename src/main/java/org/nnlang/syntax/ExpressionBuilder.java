// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;
import org.nnlang.syntax.antlr.NnLexer;
import org.nnlang.syntax.antlr.NnParser;

/**
 * Builds the tree of an expression from what the parser found. Chains such as {@code 1 + 2 + 3 + …}
 * and {@code a.b.c.d…} nest to the left and may be long, so they are walked, not recursed into.
 */
final class ExpressionBuilder {
  private final StatementBuilder statements;

  ExpressionBuilder(StatementBuilder statements) {
    this.statements = statements;
  }

  Expr build(NnParser.ExpressionContext context) {
    Deque<NnParser.ExpressionContext> chain = new ArrayDeque<>();
    NnParser.ExpressionContext first = context;
    NnParser.ExpressionContext left = left(first);
    while (left != null) {
      chain.push(first);
      first = left;
      left = left(first);
    }
    Expr expr = single(first);
    while (!chain.isEmpty()) {
      expr = extend(expr, chain);
    }
    return expr;
  }

  /** What the chain goes on from, or null where it begins. */
  private static NnParser.@Nullable ExpressionContext left(NnParser.ExpressionContext context) {
    return switch (context) {
      case NnParser.MemberContext c -> c.expression();
      case NnParser.CallContext c -> c.expression();
      case NnParser.IndexContext c -> c.expression();
      case NnParser.ArithmeticContext c -> c.expression(0);
      case NnParser.RangeContext c -> c.expression(0);
      case NnParser.ComposeContext c -> c.expression(0);
      case NnParser.CompareContext c -> c.expression(0);
      case NnParser.AndContext c -> c.expression(0);
      case NnParser.OrContext c -> c.expression(0);
      default -> null;
    };
  }

  private Expr extend(Expr left, Deque<NnParser.ExpressionContext> chain) {
    NnParser.ExpressionContext context = chain.pop();
    Span span = Names.span(context);
    return switch (context) {
      case NnParser.MemberContext c ->
          new Expr.Member(left, Names.identifier((Word) c.word().getStart()), span);
      case NnParser.CallContext c -> new Expr.Call(left, arguments(c.argument()), span);
      case NnParser.IndexContext c ->
          new Expr.Index(left, c.subscript().stream().map(this::subscript).toList(), span);
      case NnParser.ArithmeticContext c ->
          new Expr.Binary(Operators.binary(c.op), left, build(c.expression(1)), span);
      case NnParser.RangeContext c -> {
        if (c.expression(0) instanceof NnParser.RangeContext) {
          throw TreeErrors.rangeOfRange(span);
        }
        yield new Expr.Range(left, build(c.expression(1)), span);
      }
      case NnParser.ComposeContext c -> new Expr.Compose(left, build(c.expression(1)), span);
      case NnParser.CompareContext c -> compare(left, c, chain);
      case NnParser.AndContext c -> new Expr.And(left, build(c.expression(1)), span);
      case NnParser.OrContext c -> new Expr.Or(left, build(c.expression(1)), span);
      default -> throw new IllegalStateException(context.getClass().getName());
    };
  }

  /** {@code a < b <= c} is one comparison with three operands. */
  private Expr compare(
      Expr left, NnParser.CompareContext first, Deque<NnParser.ExpressionContext> chain) {
    var ops = new ArrayList<CompareOp>();
    var operands = new ArrayList<>(List.of(left));
    NnParser.CompareContext last = first;
    ops.add(Operators.compare(last.op));
    operands.add(build(last.expression(1)));
    while (chain.peek() instanceof NnParser.CompareContext next) {
      chain.pop();
      last = next;
      ops.add(Operators.compare(last.op));
      operands.add(build(last.expression(1)));
    }
    return new Expr.Compare(ops, operands, Names.span(last));
  }

  private List<Argument> arguments(List<NnParser.ArgumentContext> contexts) {
    var arguments = new ArrayList<Argument>();
    Map<String, Identifier> names = new HashMap<>();
    for (NnParser.ArgumentContext context : contexts) {
      Identifier name = null;
      if (context.LABEL() != null) {
        name = Names.identifier((Word) context.LABEL().getSymbol());
        Identifier first = names.putIfAbsent(name.name(), name);
        if (first != null) {
          throw TreeErrors.argumentTwice(name, first);
        }
      } else if (!names.isEmpty()) {
        throw TreeErrors.placeAfterName(Names.span(context));
      }
      arguments.add(new Argument(name, build(context.expression()), Names.span(context)));
    }
    return arguments;
  }

  private Subscript subscript(NnParser.SubscriptContext context) {
    Span span = Names.span(context);
    if (context.ELLIPSIS() != null) {
      return new Subscript.Rest(span);
    }
    if (context.RANGE() != null) {
      return open(context, span);
    }
    return context.COLON() != null
        ? new Subscript.All(span)
        : new Subscript.At(build(context.expression(0)), span);
  }

  private Subscript open(NnParser.SubscriptContext context, Span span) {
    if (context.expression().isEmpty()) {
      return new Subscript.All(span);
    }
    Expr end = build(context.expression(0));
    // which side of the dots it stands on
    boolean before = context.getChild(0) == context.expression(0);
    return new Subscript.Open(before ? end : null, before ? null : end, span);
  }

  private Expr single(NnParser.ExpressionContext context) {
    Span span = Names.span(context);
    return switch (context) {
      case NnParser.SingleContext c -> atom(c.atom());
      case NnParser.PowerContext c ->
          new Expr.Binary(BinaryOp.POWER, build(c.expression(0)), build(c.expression(1)), span);
      case NnParser.NegateContext c ->
          NumberLiterals.isLeast(c.expression())
              ? new Expr.IntLit(Long.MIN_VALUE, span)
              : new Expr.Negate(build(c.expression()), span);
      case NnParser.NotContext c -> new Expr.Not(build(c.expression()), span);
      case NnParser.LambdaContext c ->
          new Expr.Lambda(
              lambdaParams(c.expression(0)),
              statements.function(() -> build(c.expression(1))),
              span);
      default -> throw new IllegalStateException(context.getClass().getName());
    };
  }

  private List<Param> lambdaParams(NnParser.ExpressionContext context) {
    if (context instanceof NnParser.SingleContext single) {
      if (single.atom() instanceof NnParser.VariableContext variable) {
        return List.of(param(variable, null));
      }
      if (single.atom() instanceof NnParser.ParensContext parens) {
        return Signatures.checked(parens.parenItem().stream().map(this::lambdaParam).toList());
      }
    }
    throw TreeErrors.notParameter(Names.span(context));
  }

  private Param lambdaParam(NnParser.ParenItemContext item) {
    if (item.expression(0) instanceof NnParser.SingleContext single
        && single.atom() instanceof NnParser.VariableContext variable) {
      return param(variable, item.ASSIGN() == null ? null : build(item.expression(1)));
    }
    throw TreeErrors.notParameter(Names.span(item.expression(0)));
  }

  private static Param param(NnParser.VariableContext variable, @Nullable Expr value) {
    Identifier name = Names.identifier((Word) variable.getStart());
    Span span = value == null ? name.span() : name.span().to(value.span());
    return new Param(name, null, value, span);
  }

  private Expr atom(NnParser.AtomContext context) {
    Span span = Names.span(context);
    return switch (context) {
      case NnParser.IntContext c -> NumberLiterals.integer((Word) c.getStart());
      case NnParser.FloatContext c -> NumberLiterals.floating((Word) c.getStart());
      case NnParser.TextContext c -> string(c.string());
      case NnParser.ConstantContext c ->
          switch (c.value.getType()) {
            case NnLexer.TRUE -> new Expr.BoolLit(true, span);
            case NnLexer.FALSE -> new Expr.BoolLit(false, span);
            default -> new Expr.NoneLit(span);
          };
      case NnParser.VariableContext c -> new Expr.Name(Names.text((Word) c.getStart()), span);
      case NnParser.ParensContext c -> parens(c, span);
      case NnParser.ListContext c ->
          new Expr.ListLit(c.expression().stream().map(this::build).toList(), span);
      case NnParser.RecordContext c -> record(c, span);
      case NnParser.BracesContext c ->
          c.block().statement().isEmpty()
              ? new Expr.RecordLit(List.of(), span)
              : statements.block(c.block());
      case NnParser.IfContext c -> choice(c);
      default -> throw new IllegalStateException(context.getClass().getName());
    };
  }

  private Expr parens(NnParser.ParensContext context, Span span) {
    List<NnParser.ParenItemContext> items = context.parenItem();
    if (items.isEmpty()) {
      throw TreeErrors.emptyParens(span);
    }
    if (items.size() > 1) {
      throw TreeErrors.tuple(span);
    }
    NnParser.ParenItemContext item = items.getFirst();
    if (item.ASSIGN() != null) {
      throw TreeErrors.assignmentInParens(((Word) item.ASSIGN().getSymbol()).span());
    }
    return build(item.expression(0));
  }

  private Expr record(NnParser.RecordContext context, Span span) {
    var fields = new ArrayList<Field>();
    Map<String, Identifier> names = new HashMap<>();
    for (NnParser.FieldContext field : context.field()) {
      Identifier name = fieldName(field);
      Identifier first = names.putIfAbsent(name.name(), name);
      if (first != null) {
        throw TreeErrors.fieldTwice(name, first);
      }
      fields.add(new Field(name, build(field.expression()), Names.span(field)));
    }
    return new Expr.RecordLit(fields, span);
  }

  private Identifier fieldName(NnParser.FieldContext field) {
    if (field.word() != null) {
      return Names.identifier((Word) field.word().getStart());
    }
    Expr name = string(field.string());
    if (name instanceof Expr.StringLit text) {
      return new Identifier(text.value(), text.span());
    }
    throw TreeErrors.holeIn(name.span(), "the name of a field");
  }

  private Expr choice(NnParser.IfContext context) {
    List<NnParser.ExpressionContext> conditions = context.expression();
    List<NnParser.BlockContext> blocks = context.block();
    List<TerminalNode> keywords = context.IF();
    boolean hasElse = blocks.size() > conditions.size();
    Expr choice = hasElse ? statements.block(blocks.getLast()) : null;
    for (int i = conditions.size() - 1; i >= 0; i--) {
      Expr.Block then = statements.block(blocks.get(i));
      var keyword = (Word) keywords.get(i).getSymbol();
      Span span = keyword.to(((ParserRuleContext) context).getStop());
      choice = new Expr.If(build(conditions.get(i)), then, choice, span);
    }
    return Objects.requireNonNull(choice, "an if has a condition");
  }

  Expr string(NnParser.StringContext context) {
    return StringBuilding.build(context, Names.span(context), this::hole);
  }

  private Part.Hole hole(NnParser.HoleContext context) {
    String format = context.FORMAT() == null ? null : context.FORMAT().getSymbol().getText();
    return new Part.Hole(build(context.expression()), format, Names.span(context));
  }
}
