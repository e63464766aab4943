// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.syntax.Argument;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Field;
import org.nnlang.syntax.Identifier;
import org.nnlang.syntax.Node;
import org.nnlang.syntax.Param;
import org.nnlang.syntax.Part;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.ShapeDim;
import org.nnlang.syntax.ShapeType;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.Subscript;
import org.nnlang.syntax.Target;
import org.nnlang.syntax.Tree;

/** The nodes right below a node, in the order of the text. Identifiers are not among them. */
final class Children {
  private Children() {}

  static List<Node> of(Node node) {
    List<Node> out = new ArrayList<>();
    switch (node) {
      case Script n -> out.addAll(n.body());
      case Stmt n -> statement(n, out);
      case Expr n when Tree.isLongChain(n) -> out.addAll(Tree.children(n));
      case Expr n -> expression(n, out);
      case Target.Name n -> {}
      case Target.Unpack n -> out.addAll(n.items());
      case Target.Index n -> {
        out.add(n.base());
        out.addAll(n.subscripts());
      }
      case Target.Member n -> out.add(n.base());
      case Param n -> add(out, n.type(), n.defaultValue());
      case Argument n -> out.add(n.value());
      case Field n -> out.add(n.value());
      case Subscript.At n -> out.add(n.index());
      case Subscript.All n -> {}
      case Subscript.Rest n -> {}
      case Subscript.Open n -> add(out, n.from(), n.to());
      case Part.Text n -> {}
      case Part.Hole n -> out.add(n.value());
      case ShapeType n -> out.addAll(n.dims());
      case ShapeDim.Computed n -> out.add(n.size());
      case ShapeDim n -> {}
      case Identifier n -> {}
    }
    return out;
  }

  private static void statement(Stmt node, List<Node> out) {
    switch (node) {
      case Stmt.Assign n -> add(out, n.value(), n.target());
      case Stmt.Evaluate n -> out.add(n.value());
      case Stmt.FnDef n -> {
        out.addAll(n.params());
        add(out, n.result(), n.body());
      }
      case Stmt.ModelDef n -> {
        out.addAll(n.params());
        out.addAll(n.body());
      }
      case Stmt.Forward n -> {
        out.addAll(n.params());
        add(out, n.result(), n.body());
      }
      case Stmt.ParamDecl n -> out.add(n.value());
      case Stmt.StateDecl n -> out.add(n.value());
      case Stmt.While n -> add(out, n.condition(), n.body());
      case Stmt.For n -> add(out, n.items(), n.target(), n.body());
      case Stmt.Return n -> add(out, n.value());
      case Stmt.Break n -> {}
      case Stmt.Continue n -> {}
      case Stmt.Import n -> {}
    }
  }

  private static void expression(Expr node, List<Node> out) {
    switch (node) {
      case Expr.Interpolation n -> out.addAll(n.parts());
      case Expr.ListLit n -> out.addAll(n.items());
      case Expr.RecordLit n -> out.addAll(n.fields());
      case Expr.Range n -> add(out, n.start(), n.end());
      case Expr.Negate n -> out.add(n.operand());
      case Expr.Binary n -> add(out, n.left(), n.right());
      case Expr.And n -> add(out, n.left(), n.right());
      case Expr.Or n -> add(out, n.left(), n.right());
      case Expr.Not n -> out.add(n.operand());
      case Expr.Compare n -> out.addAll(n.operands());
      case Expr.Compose n -> add(out, n.first(), n.second());
      case Expr.Call n -> {
        out.add(n.callee());
        out.addAll(n.arguments());
      }
      case Expr.Index n -> {
        out.add(n.base());
        out.addAll(n.subscripts());
      }
      case Expr.Member n -> out.add(n.base());
      case Expr.Lambda n -> {
        out.addAll(n.params());
        out.add(n.body());
      }
      case Expr.If n -> add(out, n.condition(), n.then(), n.orElse());
      case Expr.Block n -> out.addAll(n.body());
      case Expr.IntLit n -> {}
      case Expr.FloatLit n -> {}
      case Expr.StringLit n -> {}
      case Expr.BoolLit n -> {}
      case Expr.NoneLit n -> {}
      case Expr.Name n -> {}
    }
  }

  private static void add(List<Node> out, Node... nodes) {
    for (Node node : nodes) {
      if (node != null) {
        out.add(node);
      }
    }
  }
}
