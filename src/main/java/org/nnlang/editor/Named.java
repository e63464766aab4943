// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nnlang.check.Defined;
import org.nnlang.resolve.Symbol;
import org.nnlang.source.Span;
import org.nnlang.syntax.Argument;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Identifier;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.syntax.Target;
import org.nnlang.syntax.TextPieces;
import org.nnlang.value.HasMembers;
import org.nnlang.value.Module;
import org.nnlang.value.Record;

/**
 * What a word stands for.
 *
 * @param home the text that binds it: the one the word is in, or one that this imports
 * @param symbol of that text
 * @param plain whether the word is read as a name is, and not after a dot or as that of an argument
 */
record Named(Analysis home, Symbol symbol, boolean plain) {
  /** Empty where it is none of a script's. */
  static Optional<Named> at(Analysis a, int offset) {
    TextPieces.Piece word = a.wordAt(offset).orElse(null);
    if (word == null) {
      return Optional.empty();
    }
    for (SyntaxNode node : a.at(word.start()).reversed()) {
      if (node instanceof Argument argument && is(argument.name(), word)) {
        return a.call(argument).flatMap(call -> parameter(a, call, a.word(word)));
      }
      if (node instanceof Expr.Member m && is(m.name(), word)) {
        return member(a, m.base(), a.word(word)).or(() -> function(a, m));
      }
      if (node instanceof Target.Member m && is(m.name(), word)) {
        return member(a, m.base(), a.word(word));
      }
    }
    return a.names().at(word.start()).map(s -> new Named(a, s, true));
  }

  private static boolean is(@Nullable Identifier name, TextPieces.Piece word) {
    return name != null && name.span().start() == word.start();
  }

  /** The {@code f} of {@code x.f()}, which {@code x} does not have: a function of the script. */
  private static Optional<Named> function(Analysis a, Expr.Member m) {
    Object base = a.value(m.base().span());
    boolean has =
        switch (base) {
          case Record r -> r.get(m.name().name()) != null;
          case HasMembers h -> h.member(m.name().name()) != null;
          case null, default -> imported(a, m.base()) != null;
        };
    return has
        ? Optional.empty()
        : a.names().at(m.name().span().start()).map(s -> new Named(a, s, false));
  }

  /** A name of a file that is imported, or of the model of an instance. */
  static Optional<Named> member(Analysis a, Expr base, String name) {
    Stmt.Import statement = imported(a, base);
    if (statement != null) {
      Analysis home = a.imported(statement);
      return named(home, home == null ? null : home.names().scope().own(name));
    }
    boolean instance = a.value(base.span()) instanceof Module m && m instanceof Defined;
    return instance ? own(a, (Defined) a.value(base.span()), name) : Optional.empty();
  }

  /** The import that an expression is the name of; null where it is none's. */
  private static Stmt.@Nullable Import imported(Analysis a, Expr base) {
    return base instanceof Expr.Name
        ? a.names().at(base.span().start()).flatMap(Named::statement).orElse(null)
        : null;
  }

  private static Optional<Stmt.Import> statement(Symbol symbol) {
    return symbol.definitions().getLast().code() instanceof Stmt.Import i
        ? Optional.of(i)
        : Optional.empty();
  }

  /** A name that the code of a function or model has of its own. */
  private static Optional<Named> own(Analysis a, @Nullable Defined defined, String name) {
    return defined == null ? Optional.empty() : own(a, defined.code(), name);
  }

  private static Optional<Named> own(Analysis a, SyntaxNode code, String name) {
    Analysis home = a.home(code.span());
    return home == null
        ? Optional.empty()
        : home.names().symbols().stream()
            .filter(s -> s.name().equals(name))
            .filter(s -> s.scope().code().span().start() == code.span().start())
            .filter(s -> s.scope().outer() != null)
            .findFirst()
            .map(s -> new Named(home, s, false));
  }

  private static Optional<Named> named(@Nullable Analysis home, @Nullable Symbol symbol) {
    return home == null || symbol == null
        ? Optional.empty()
        : Optional.of(new Named(home, symbol, false));
  }

  /** The parameter that an argument's name stands for, where it is known what is called. */
  private static Optional<Named> parameter(Analysis a, Expr.Call call, String name) {
    SyntaxNode code = called(a, call);
    return code == null
        ? Optional.empty()
        : own(a, code, name).filter(n -> n.symbol().kind() == Symbol.Kind.PARAMETER);
  }

  /** The function or model that is called; null where that is not known, or it comes with nn. */
  private static @Nullable SyntaxNode called(Analysis a, Expr.Call call) {
    Span name = call.callee() instanceof Expr.Member m ? m.name().span() : call.callee().span();
    Object value = a.value(call.callee().span());
    SyntaxNode written =
        at(a, name.start()).map(n -> n.symbol().definitions().getLast().code()).orElse(null);
    if (written instanceof Stmt.FnDef || written instanceof Stmt.ModelDef) {
      return written;
    }
    return value instanceof Defined d && !(value instanceof Module) ? d.code() : null;
  }

  /** All places where it is bound. */
  List<Span> definitions() {
    return symbol.definitions().stream().map(Symbol.Definition::span).toList();
  }

  SyntaxNode code() {
    return symbol.definitions().getLast().code();
  }

  /** Whether another word stands for the same. */
  boolean is(Named other) {
    return home.text().name().equals(other.home.text().name())
        && definitions().getFirst().start() == other.definitions().getFirst().start();
  }
}
