// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Node;
import org.nnlang.syntax.Param;
import org.nnlang.syntax.ShapeDim;
import org.nnlang.syntax.ShapeType;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.Target;

/** Which names code binds in its own scope: that of the function, model or script it stands in. */
public final class Bound {
  private Bound() {}

  /**
   * Names that are assigned, defined, imported or counted with, in the order of the text; not those
   * within functions and models defined here.
   */
  public static Set<String> in(Collection<? extends Node> code) {
    Set<String> names = new LinkedHashSet<>();
    code.forEach(node -> collect(node, names));
    return names;
  }

  private static void collect(Node node, Set<String> names) {
    switch (node) {
      case Target.Name n -> names.add(n.name());
      case Stmt.FnDef n -> names.add(n.name().name());
      case Stmt.ModelDef n -> names.add(n.name().name());
      case Stmt.Import n -> names.add(importName(n));
      case Stmt.ParamDecl n -> {
        names.add(n.name().name());
        collect(n.value(), names);
      }
      case Stmt.StateDecl n -> {
        names.add(n.name().name());
        collect(n.value(), names);
      }
      // functions of a model call it by that word
      case Stmt.Forward n -> names.add("forward");
      case Expr.Lambda n -> {}
      default -> Children.of(node).forEach(child -> collect(child, names));
    }
  }

  /** Names of {@code state} declarations in a model's body. */
  public static Set<String> states(List<Stmt> body) {
    Set<String> names = new LinkedHashSet<>();
    body.forEach(node -> collectStates(node, names));
    return names;
  }

  private static void collectStates(Node node, Set<String> names) {
    switch (node) {
      case Stmt.StateDecl n -> names.add(n.name().name());
      case Stmt.FnDef n -> {}
      case Stmt.ModelDef n -> {}
      case Stmt.Forward n -> {}
      case Expr.Lambda n -> {}
      default -> Children.of(node).forEach(child -> collectStates(child, names));
    }
  }

  /** Names of dimensions in the types of a function's parameters and result. */
  public static Set<String> dimensions(List<Param> params, ShapeType result) {
    Set<String> names = new LinkedHashSet<>();
    params.forEach(p -> dimensions(p.type(), names));
    dimensions(result, names);
    return names;
  }

  private static void dimensions(ShapeType type, Set<String> names) {
    if (type != null) {
      for (ShapeDim dim : type.dims()) {
        if (dim instanceof ShapeDim.Named named) {
          names.add(named.name());
        }
      }
    }
  }

  /** The name an import binds: its alias, or the file's name without folders and ending. */
  public static String importName(Stmt.Import n) {
    if (n.alias() != null) {
      return n.alias().name();
    }
    String file = n.path().substring(n.path().lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }
}
