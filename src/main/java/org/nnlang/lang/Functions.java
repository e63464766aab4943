// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.frame.FrameDescriptor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nnlang.check.Bound;
import org.nnlang.lang.node.DimNode;
import org.nnlang.lang.node.ExpressionNode;
import org.nnlang.lang.node.FunctionNode;
import org.nnlang.lang.node.FunctionRoot;
import org.nnlang.lang.node.LiteralNode;
import org.nnlang.lang.node.ModelNode;
import org.nnlang.lang.node.ParameterNode;
import org.nnlang.lang.node.ShapeNode;
import org.nnlang.source.Span;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Param;
import org.nnlang.syntax.ShapeDim;
import org.nnlang.syntax.ShapeType;
import org.nnlang.syntax.Stmt;

/** Makes nodes of functions and models. */
final class Functions {
  private final Translator translator;

  Functions(Translator translator) {
    this.translator = translator;
  }

  ExpressionNode function(Stmt.FnDef fn, Names names) {
    FunctionCode code =
        code(fn.name().name(), fn.params(), fn.result(), fn.body(), fn.span(), names);
    return new FunctionNode(code, around(names), fn.span());
  }

  ExpressionNode lambda(Expr.Lambda lambda, String name, Names names) {
    FunctionCode code = code(name, lambda.params(), null, lambda.body(), lambda.span(), names);
    return new FunctionNode(code, around(names), lambda.span());
  }

  ExpressionNode model(Stmt.ModelDef model, Names names) {
    Set<String> members = new LinkedHashSet<>();
    model.params().forEach(p -> members.add(p.name().name()));
    members.addAll(Bound.in(model.body()));
    Set<String> states = Bound.states(model.body());
    var inside = new Names.OfModel(names, members, states);
    FunctionCode forward = null;
    for (Stmt statement : model.body()) {
      if (statement instanceof Stmt.Forward f) {
        forward = code("forward", f.params(), f.result(), f.body(), f.span(), inside);
      }
    }
    ParameterNode[] parameters = new ParameterNode[model.params().size()];
    for (int i = 0; i < parameters.length; i++) {
      Param p = model.params().get(i);
      parameters[i] =
          new ParameterNode(
              i,
              inside.write(p.name().name(), p.span()),
              p.defaultValue() == null ? null : translator.expression(p.defaultValue(), inside),
              null);
    }
    String name = model.name().name();
    var root =
        new FunctionRoot(
            translator.language(),
            FrameDescriptor.newBuilder().build(),
            name,
            parameters,
            translator.block(model.body(), model.span(), inside),
            null,
            model.span());
    var body =
        new FunctionCode(
            name, org.nnlang.check.Names.signature(name, model.params()), root.getCallTarget());
    return new ModelNode(body, forward, states, around(names), model.span());
  }

  private static FunctionNode.Around around(Names names) {
    return switch (names) {
      case Names.OfScript s -> FunctionNode.Around.SCRIPT;
      case Names.OfModel m -> FunctionNode.Around.MODEL;
      case Names.OfFunction f -> FunctionNode.Around.FUNCTION;
    };
  }

  private FunctionCode code(
      String name, List<Param> params, ShapeType result, Expr body, Span span, Names names) {
    Set<String> own = new LinkedHashSet<>();
    params.forEach(p -> own.add(p.name().name()));
    own.addAll(Bound.dimensions(params, result));
    var inside = new Names.OfFunction(names, own, Bound.in(List.of(body)));
    ParameterNode[] parameters = new ParameterNode[params.size()];
    for (int i = 0; i < parameters.length; i++) {
      Param p = params.get(i);
      String parameter = p.name().name();
      parameters[i] =
          new ParameterNode(
              i,
              inside.write(parameter, p.span()),
              p.defaultValue() == null ? null : translator.expression(p.defaultValue(), inside),
              p.type() == null ? null : shape("`" + parameter + "`", p.type(), inside));
    }
    String what = name.equals("function") ? "the result" : "the result of `" + name + "`";
    ShapeNode type = result == null ? null : shape(what, result, inside);
    ExpressionNode code = translator.expression(body, inside);
    var root =
        new FunctionRoot(
            translator.language(), inside.descriptor(), name, parameters, code, type, span);
    return new FunctionCode(
        name, org.nnlang.check.Names.signature(name, params), root.getCallTarget());
  }

  private ShapeNode shape(String what, ShapeType type, Names.OfFunction names) {
    DimNode[] dims = new DimNode[type.dims().size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] =
          switch (type.dims().get(i)) {
            case ShapeDim.Named d ->
                DimNode.named(names.slot(d.name()), names.outer.read(d.name(), 0, d.span()));
            case ShapeDim.Fixed d -> DimNode.computed(new LiteralNode(d.size(), d.span()));
            case ShapeDim.Computed d -> DimNode.computed(translator.expression(d.size(), names));
            case ShapeDim.Rest d -> null;
          };
    }
    return new ShapeNode(what, type, dims);
  }
}
