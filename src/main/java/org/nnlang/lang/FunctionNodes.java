// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.frame.FrameDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.check.NameCheck;
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
final class FunctionNodes {
  private final Translator translator;

  FunctionNodes(Translator translator) {
    this.translator = translator;
  }

  ExpressionNode function(Stmt.FnDef fn, NameAccess names) {
    FunctionCode code =
        code(fn.name().name(), fn.params(), fn.result(), fn.body(), fn.span(), names.in(fn));
    return new FunctionNode(code, names.around(), fn.span());
  }

  ExpressionNode lambda(Expr.Lambda lambda, String name, NameAccess names) {
    FunctionCode code =
        code(name, lambda.params(), null, lambda.body(), lambda.span(), names.in(lambda));
    return new FunctionNode(code, names.around(), lambda.span());
  }

  ExpressionNode model(Stmt.ModelDef model, NameAccess names) {
    NameAccess inside = names.in(model);
    FunctionCode forward = null;
    for (Stmt statement : model.body()) {
      if (statement instanceof Stmt.Forward f) {
        forward = code("forward", f.params(), f.result(), f.body(), f.span(), inside.in(f));
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
            translator.source(),
            model.span());
    var body =
        new FunctionCode(name, NameCheck.signature(name, model.params()), root.getCallTarget());
    return new ModelNode(body, forward, inside.scope().states(), names.around(), model.span());
  }

  private FunctionCode code(
      String name,
      List<Param> params,
      @Nullable ShapeType result,
      Expr body,
      Span span,
      NameAccess inside) {
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
            translator.language(),
            inside.frame(),
            name,
            parameters,
            code,
            type,
            translator.source(),
            span);
    return new FunctionCode(name, NameCheck.signature(name, params), root.getCallTarget());
  }

  private ShapeNode shape(String what, ShapeType type, NameAccess names) {
    DimNode[] dims = new DimNode[type.dims().size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] =
          switch (type.dims().get(i)) {
            case ShapeDim.Named d ->
                DimNode.named(names.slot(d.name()), names.readOutside(d.name(), d.span()));
            case ShapeDim.Fixed d -> DimNode.computed(new LiteralNode(d.size(), d.span()));
            case ShapeDim.Computed d -> DimNode.computed(translator.expression(d.size(), names));
            case ShapeDim.Rest d -> null;
          };
    }
    return new ShapeNode(what, type, dims);
  }
}
