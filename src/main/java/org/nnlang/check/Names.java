// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.syntax.Argument;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Node;
import org.nnlang.syntax.Param;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.ShapeType;
import org.nnlang.syntax.Stmt;
import org.nnlang.value.Parameter;
import org.nnlang.value.Signature;

/**
 * Finds names that are defined nowhere, also in functions that are never called, and arguments that
 * a function or model known by its name does not take.
 */
public final class Names {
  /** More are rarely read, and mostly follow from the first. */
  private static final int MOST = 10;

  /** Words that stand where a name might: `None` was meant to be one of them. */
  private static final List<String> LITERALS = List.of("true", "false", "none");

  private final Set<String> known;
  private final Function<String, Signature> builtins;
  private final boolean later;
  private final Map<String, Signature> defined = new HashMap<>();
  private final Set<String> reassigned = new HashSet<>();
  private final List<Diagnostic> found = new ArrayList<>();

  private Names(Set<String> known, Function<String, Signature> builtins, boolean later) {
    this.known = known;
    this.builtins = builtins;
    this.later = later;
  }

  /**
   * What is wrong, in the order of the text, ten at most.
   *
   * @param known names bound before the script runs, builtins among them
   * @param builtins the signature of a builtin, null where there is none of that name
   * @param later whether what a function reads may still be defined later, as at a prompt
   */
  public static List<Diagnostic> check(
      Script script, Set<String> known, Function<String, Signature> builtins, boolean later) {
    var names = new Names(known, builtins, later);
    names.collectDefined(script.body());
    names.visit(script, new Scope(null, Bound.in(script.body())));
    return names.found.stream().limit(MOST).toList();
  }

  private record Scope(Scope outer, Set<String> names) {
    boolean has(String name) {
      return names.contains(name) || outer != null && outer.has(name);
    }

    Set<String> all() {
      Set<String> all = new HashSet<>(names);
      if (outer != null) {
        all.addAll(outer.all());
      }
      return all;
    }

    /** Whether {@code name} is bound in a function or model around. */
    boolean isLocal(String name) {
      return outer != null && (names.contains(name) || outer.isLocal(name));
    }
  }

  /** Functions and models of the script whose name means nothing else anywhere at script level. */
  private void collectDefined(List<Stmt> body) {
    for (Stmt statement : body) {
      switch (statement) {
        case Stmt.FnDef f -> define(f.name().name(), f.params());
        case Stmt.ModelDef m -> define(m.name().name(), m.params());
        default -> reassigned.addAll(Bound.in(List.of(statement)));
      }
    }
  }

  private void define(String name, List<Param> params) {
    if (defined.put(name, signature(name, params)) != null) {
      reassigned.add(name);
    }
  }

  /** The signature of a function or model defined in a script. */
  public static Signature signature(String name, List<Param> params) {
    List<Parameter> parameters = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Param p : params) {
      parameters.add(Parameter.of(p.name().name(), p.defaultValue() != null));
      texts.add(
          p.name().name()
              + (p.defaultValue() == null ? "" : " = " + p.defaultValue().span().text()));
    }
    return Signature.of(name + "(" + String.join(", ", texts) + ")", name, parameters);
  }

  private void visit(Node node, Scope scope) {
    switch (node) {
      case Expr.Name n -> read(n, scope);
      case Expr.Lambda n -> function(n.params(), null, n.body(), scope, Set.of());
      case Stmt.FnDef n -> function(n.params(), n.result(), n.body(), scope, Set.of());
      case Stmt.Forward n -> function(n.params(), n.result(), n.body(), scope, Set.of());
      case Stmt.ModelDef n -> model(n, scope);
      case Expr.Call n -> {
        children(n, scope);
        arguments(n, scope);
      }
      default -> children(node, scope);
    }
  }

  private void children(Node node, Scope scope) {
    Children.of(node).forEach(child -> visit(child, scope));
  }

  private void function(
      List<Param> params, ShapeType result, Expr body, Scope scope, Set<String> more) {
    Set<String> names = new LinkedHashSet<>(more);
    params.forEach(p -> names.add(p.name().name()));
    names.addAll(Bound.dimensions(params, result));
    names.addAll(Bound.in(List.of(body)));
    var inner = new Scope(scope, names);
    params.forEach(p -> visit(p, inner));
    if (result != null) {
      visit(result, inner);
    }
    visit(body, inner);
  }

  private void model(Stmt.ModelDef n, Scope scope) {
    Set<String> names = new LinkedHashSet<>();
    n.params().forEach(p -> names.add(p.name().name()));
    names.addAll(Bound.in(n.body()));
    var inner = new Scope(scope, names);
    n.params().forEach(p -> visit(p, inner));
    n.body().forEach(s -> visit(s, inner));
  }

  private void read(Expr.Name n, Scope scope) {
    if (scope.has(n.name()) || known.contains(n.name()) || later && scope.outer() != null) {
      return;
    }
    Set<String> candidates = scope.all();
    candidates.addAll(known);
    candidates.addAll(LITERALS);
    found.add(Messages.unknownName(n.name(), candidates).at(n.span()));
  }

  /** Checks places and names of arguments where it is known from the text what is called. */
  private void arguments(Expr.Call call, Scope scope) {
    if (!(call.callee() instanceof Expr.Name callee) || scope.isLocal(callee.name())) {
      return;
    }
    String name = callee.name();
    Signature signature = null;
    if (!reassigned.contains(name)) {
      signature = defined.get(name);
      if (signature == null && !scope.has(name)) {
        signature = builtins.apply(name);
      }
    }
    if (signature == null) {
      return;
    }
    int positional = 0;
    List<String> named = new ArrayList<>();
    for (Argument argument : call.arguments()) {
      if (argument.name() == null) {
        positional++;
        continue;
      }
      named.add(argument.name().name());
    }
    try {
      signature.place(new Object[positional], named);
    } catch (Problem p) {
      found.add(p.at(place(p, call)));
    }
  }

  /** The argument the problem names, else the whole call. */
  private static Span place(Problem p, Expr.Call call) {
    for (Argument argument : call.arguments()) {
      if (argument.name() != null
          && p.argument() != null
          && p.argument().name().equals(argument.name().name())) {
        return argument.name().span();
      }
    }
    return call.span();
  }
}
