// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.resolve.Imports;
import org.nnlang.source.Span;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.Target;

/**
 * What a script defines, as a tree.
 *
 * @param name as it is written
 * @param detail what it takes or is, may be empty
 * @param span all of it
 * @param place of the name, within that
 */
public record Outline(
    Kind kind, String name, String detail, Span span, Span place, List<Outline> inner) {
  public enum Kind {
    MODEL,
    FUNCTION,
    VARIABLE,
    WEIGHT,
    IMPORT
  }

  public Outline {
    inner = List.copyOf(inner);
  }

  /** Each name once, where it is bound first. */
  public static List<Outline> of(Analysis a) {
    return of(a, a.script().body());
  }

  private static List<Outline> of(Analysis a, List<Stmt> body) {
    List<Outline> out = new ArrayList<>();
    for (Stmt statement : body) {
      Outline one = of(a, statement);
      if (one != null && out.stream().noneMatch(o -> o.name.equals(one.name))) {
        out.add(one);
      }
    }
    return out;
  }

  private static @Nullable Outline of(Analysis a, Stmt statement) {
    return switch (statement) {
      case Stmt.FnDef s ->
          new Outline(Kind.FUNCTION, s.name().name(), "", s.span(), s.name().span(), List.of());
      case Stmt.ModelDef s ->
          new Outline(Kind.MODEL, s.name().name(), "", s.span(), s.name().span(), of(a, s.body()));
      case Stmt.Forward s -> {
        int start = s.span().start();
        Span word = s.span().source().span(start, start + "forward".length());
        yield new Outline(Kind.FUNCTION, "forward", "", s.span(), word, List.of());
      }
      case Stmt.ParamDecl s -> weight(s.name().name(), s, s.name().span());
      case Stmt.StateDecl s -> weight(s.name().name(), s, s.name().span());
      case Stmt.Import s ->
          new Outline(Kind.IMPORT, Imports.name(s), s.path(), s.span(), s.pathSpan(), List.of());
      case Stmt.Assign s when s.target() instanceof Target.Name n -> {
        Object value = a.value(n.span());
        String detail = value == null ? "" : Described.value(value);
        yield new Outline(Kind.VARIABLE, n.name(), detail, s.span(), n.span(), List.of());
      }
      default -> null;
    };
  }

  private static Outline weight(String name, Stmt statement, Span place) {
    return new Outline(Kind.WEIGHT, name, "", statement.span(), place, List.of());
  }
}
