// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.List;
import java.util.function.Supplier;
import org.nnlang.source.Span;
import org.nnlang.syntax.antlr.NnParser;

/** Builds the tree of a statement from what the parser found. */
final class StatementBuilder {
  private final ExpressionBuilder expressions = new ExpressionBuilder(this);
  private final Signatures signatures = new Signatures(expressions);
  private Place place = Place.SCRIPT;

  /**
   * What may stand at a place.
   *
   * @param members whether weights of a model may
   * @param forward whether {@code forward} may
   * @param function whether {@code return} may
   * @param loop whether {@code break} and {@code continue} may
   */
  private record Place(boolean members, boolean forward, boolean function, boolean loop) {
    static final Place SCRIPT = new Place(false, false, false, false);
    static final Place MODEL = new Place(true, true, false, false);
    static final Place FUNCTION = new Place(false, false, true, false);

    Place inLoop() {
      return new Place(members, false, function, true);
    }

    Place inBlock() {
      return new Place(members, false, function, loop);
    }
  }

  Signatures signatures() {
    return signatures;
  }

  Stmt build(NnParser.StatementContext context) {
    Span span = Names.span(context);
    return switch (context) {
      case NnParser.SimpleContext simple -> simple(simple, span);
      case NnParser.FunctionContext fn ->
          new Stmt.FnDef(
              Names.identifier(fn.name()),
              signatures.params(fn.parameters()),
              signatures.type(fn.shapeType()),
              body(fn.body()),
              span);
      case NnParser.ModelContext model -> model(model, span);
      case NnParser.ForwardContext forward -> forward(forward, span);
      case NnParser.WeightContext weight -> weight(weight, span);
      case NnParser.WhileContext loop ->
          new Stmt.While(expressions.build(loop.expression()), loop(loop.block()), span);
      case NnParser.ForContext loop ->
          new Stmt.For(
              target(loop.forTarget()),
              expressions.build(loop.expression()),
              loop(loop.block()),
              span);
      case NnParser.BreakContext end -> {
        require(place.loop(), span, "break", "a loop");
        yield new Stmt.Break(span);
      }
      case NnParser.ContinueContext next -> {
        require(place.loop(), span, "continue", "a loop");
        yield new Stmt.Continue(span);
      }
      case NnParser.ReturnContext result -> {
        require(place.function(), span, "return", "a function");
        boolean empty = result.expression() == null;
        yield new Stmt.Return(empty ? null : expressions.build(result.expression()), span);
      }
      case NnParser.ImportingContext file -> importing(file, span);
      default -> throw new IllegalStateException(context.getClass().getName());
    };
  }

  private static void require(boolean allowed, Span span, String word, String where) {
    if (!allowed) {
      throw TreeErrors.outside(span, word, where);
    }
  }

  private Stmt simple(NnParser.SimpleContext context, Span span) {
    Expr first = expressions.build(context.expression(0));
    if (context.ASSIGN() == null) {
      return new Stmt.Evaluate(first, span);
    }
    return new Stmt.Assign(Targets.of(first), expressions.build(context.expression(1)), span);
  }

  private Stmt model(NnParser.ModelContext context, Span span) {
    List<Param> params = signatures.params(context.parameters());
    List<Stmt> body = in(Place.MODEL, context.block());
    Stmt first = null;
    for (Stmt stmt : body) {
      if (stmt instanceof Stmt.Forward) {
        if (first != null) {
          throw TreeErrors.secondForward(stmt.span(), first.span());
        }
        first = stmt;
      }
    }
    return new Stmt.ModelDef(Names.identifier(context.name()), params, body, span);
  }

  private Stmt forward(NnParser.ForwardContext context, Span span) {
    Span word = ((Word) context.getStart()).span();
    require(place.forward(), word, "forward", "a model's body");
    return new Stmt.Forward(
        signatures.params(context.parameters()),
        signatures.type(context.shapeType()),
        body(context.body()),
        span);
  }

  private Stmt weight(NnParser.WeightContext context, Span span) {
    var kind = (Word) context.getStart();
    require(place.members(), kind.span(), kind.getText(), "a model's body");
    Identifier name = Names.identifier(context.name());
    Expr value = expressions.build(context.expression());
    return context.PARAM() != null
        ? new Stmt.ParamDecl(name, value, span)
        : new Stmt.StateDecl(name, value, span);
  }

  private Stmt importing(NnParser.ImportingContext context, Span span) {
    Expr path = expressions.string(context.string());
    if (!(path instanceof Expr.StringLit text)) {
      throw TreeErrors.holeIn(path.span(), "a path to import");
    }
    Identifier alias = context.name() == null ? null : Names.identifier(context.name());
    return new Stmt.Import(text.value(), text.span(), alias, span);
  }

  private Target target(NnParser.ForTargetContext context) {
    Span span = Names.span(context);
    return context.name() != null
        ? new Target.Name(Names.identifier(context.name()).name(), span)
        : new Target.Unpack(context.forTarget().stream().map(this::target).toList(), span);
  }

  private Expr body(NnParser.BodyContext context) {
    return function(
        () ->
            context.expression() != null
                ? expressions.build(context.expression())
                : block(context.block()));
  }

  /** Builds what stands in a function: loops and models around it end at its border. */
  Expr function(Supplier<Expr> body) {
    Place before = place;
    place = Place.FUNCTION;
    try {
      return body.get();
    } finally {
      place = before;
    }
  }

  private Expr.Block loop(NnParser.BlockContext context) {
    return new Expr.Block(in(place.inLoop(), context), Names.span(context));
  }

  Expr.Block block(NnParser.BlockContext context) {
    return new Expr.Block(in(place.inBlock(), context), Names.span(context));
  }

  private List<Stmt> in(Place inner, NnParser.BlockContext context) {
    Place before = place;
    place = inner;
    try {
      return context.statement().stream().map(this::build).toList();
    } finally {
      place = before;
    }
  }
}
