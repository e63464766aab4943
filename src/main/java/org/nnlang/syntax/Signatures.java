// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.syntax.antlr.NnLexer;
import org.nnlang.syntax.antlr.NnParser;

/** Reads parameters and the types of tensors. */
final class Signatures {
  private final ExpressionBuilder expressions;

  Signatures(ExpressionBuilder expressions) {
    this.expressions = expressions;
  }

  List<Param> params(NnParser.ParametersContext context) {
    return checked(context.parameter().stream().map(this::param).toList());
  }

  private Param param(NnParser.ParameterContext context) {
    Identifier name;
    if (context.LABEL() == null) {
      name = Names.identifier(context.name());
    } else {
      var label = (Word) context.LABEL().getSymbol();
      if (Keywords.ALL.contains(label.getText())) {
        throw TreeErrors.keyword(label);
      }
      name = Names.identifier(label);
    }
    ShapeType type = type(context.shapeType());
    Expr value = context.expression() == null ? null : expressions.build(context.expression());
    return new Param(name, type, value, Names.span(context));
  }

  /** Names differ, and those with a default come last. */
  static List<Param> checked(List<Param> params) {
    var seen = new HashMap<String, Identifier>();
    boolean defaults = false;
    for (Param param : params) {
      Identifier first = seen.putIfAbsent(param.name().name(), param.name());
      if (first != null) {
        throw TreeErrors.parameterTwice(param.name(), first);
      }
      if (param.defaultValue() == null && defaults) {
        throw TreeErrors.defaultMissing(param.span());
      }
      defaults |= param.defaultValue() != null;
    }
    return params;
  }

  /** Null for null. */
  @Nullable ShapeType type(NnParser.ShapeTypeContext context) {
    if (context == null) {
      return null;
    }
    var dims = new ArrayList<ShapeDim>();
    boolean rest = false;
    for (NnParser.DimensionContext dimension : context.dimension()) {
      ShapeDim dim = dim(dimension);
      if (dim instanceof ShapeDim.Rest) {
        if (rest) {
          throw TreeErrors.secondRest(dim.span());
        }
        rest = true;
      }
      dims.add(dim);
    }
    return new ShapeType(element(context.name()), dims, Names.span(context));
  }

  private static ShapeType.@Nullable Element element(NnParser.NameContext context) {
    if (context == null) {
      return null;
    }
    Identifier name = Names.identifier(context);
    return switch (name.name()) {
      case "int" -> ShapeType.Element.INT;
      case "float" -> ShapeType.Element.FLOAT;
      case "bool" -> ShapeType.Element.BOOL;
      default -> throw TreeErrors.noElement(name.span());
    };
  }

  private ShapeDim dim(NnParser.DimensionContext context) {
    if (context.getStart().getType() == NnLexer.ELLIPSIS) {
      return new ShapeDim.Rest(Names.span(context));
    }
    Expr expr = expressions.build(context.expression());
    return switch (expr) {
      case Expr.Name name -> new ShapeDim.Named(name.name(), name.span());
      case Expr.IntLit size when size.value() >= 0 -> new ShapeDim.Fixed(size.value(), size.span());
      case Expr.Binary binary -> new ShapeDim.Computed(arithmetic(binary), binary.span());
      case Expr.Member member -> new ShapeDim.Computed(arithmetic(member), member.span());
      default -> throw TreeErrors.noDimension(expr.span());
    };
  }

  private static Expr arithmetic(Expr expr) {
    switch (expr) {
      case Expr.Name name -> {}
      case Expr.IntLit size -> {}
      case Expr.Member member -> arithmetic(member.base());
      case Expr.Binary binary when binary.op() != BinaryOp.MATMUL -> {
        arithmetic(binary.left());
        arithmetic(binary.right());
      }
      default -> throw TreeErrors.noDimension(expr.span());
    }
    return expr;
  }
}
