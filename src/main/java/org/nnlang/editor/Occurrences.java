// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nnlang.resolve.Symbol;
import org.nnlang.resolve.Use;
import org.nnlang.source.Span;
import org.nnlang.syntax.Argument;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Param;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.syntax.TextPieces;
import org.nnlang.value.Module;

/** Where a name of the script stands. */
public final class Occurrences {
  private Occurrences() {}

  /**
   * Where the name at a place is bound, in this text or in a file that it imports; nothing where it
   * is none of the script's.
   */
  public static List<Span> definitions(Analysis a, int offset) {
    Optional<Span> imported = ImportedNames.definition(a, offset);
    return imported.isPresent()
        ? List.of(imported.get())
        : symbol(a, offset).map(s -> own(a, s)).orElse(List.of());
  }

  private static List<Span> own(Analysis a, Symbol symbol) {
    return symbol.definitions().stream()
        .map(Symbol.Definition::span)
        .filter(span -> span.source() == a.text())
        .toList();
  }

  /** All places of the name at a place, in order. */
  public static List<Span> all(Analysis a, int offset) {
    return symbol(a, offset)
        .map(
            s -> {
              Set<Span> spans = new LinkedHashSet<>(own(a, s));
              s.uses().forEach(use -> spans.add(use.span()));
              spans.addAll(arguments(s));
              spans.addAll(members(a, s));
              return spans.stream().sorted(Comparator.comparingInt(Span::start)).toList();
            })
        .orElse(List.of());
  }

  private static Optional<Symbol> symbol(Analysis a, int offset) {
    return a.wordAt(offset).flatMap(word -> a.names().at(word.start()).or(() -> argument(a, word)));
  }

  /** The parameter that an argument's name stands for. */
  private static Optional<Symbol> argument(Analysis a, TextPieces.Piece word) {
    return a.names().symbols().stream()
        .filter(s -> s.kind() == Symbol.Kind.PARAMETER)
        .filter(s -> arguments(s).stream().anyMatch(span -> span.start() == word.start()))
        .findFirst();
  }

  /** Names of arguments that stand for a parameter, where it is known what is called. */
  private static List<Span> arguments(Symbol parameter) {
    SyntaxNode code = parameter.scope().code();
    String function =
        switch (code) {
          case Stmt.FnDef f -> f.name().name();
          case Stmt.ModelDef m -> m.name().name();
          default -> null;
        };
    boolean named = parameter.definitions().stream().anyMatch(d -> d.code() instanceof Param);
    Symbol owner =
        function == null || parameter.scope().outer() == null
            ? null
            : parameter.scope().outer().find(function);
    if (!named || owner == null) {
      return List.of();
    }
    return owner.uses().stream()
        .map(Use::call)
        .filter(call -> call != null)
        .flatMap(call -> call.arguments().stream())
        .map(Argument::name)
        .filter(name -> name != null && name.name().equals(parameter.name()))
        .map(SyntaxNode::span)
        .toList();
  }

  /** {@code net.part}, where {@code net} is known to be of the model that has the part. */
  private static List<Span> members(Analysis a, Symbol symbol) {
    if (!(symbol.scope().code() instanceof Stmt.ModelDef model)) {
      return List.of();
    }
    return Nodes.of(a.script())
        .filter(Expr.Member.class::isInstance)
        .map(Expr.Member.class::cast)
        .filter(m -> m.name().name().equals(symbol.name()))
        .filter(
            m ->
                a.value(m.base().span()) instanceof Module of
                    && of.describe().startsWith(model.name().name() + "("))
        .map(m -> m.name().span())
        .toList();
  }

  /**
   * What a rename would change; empty where the name is none of the script's.
   *
   * @throws IllegalArgumentException with a sentence for people where it cannot be renamed so
   */
  public static List<Span> renamed(Analysis a, int offset, String name) {
    List<TextPieces.Piece> words = TextPieces.of(name);
    if (words.size() != 1
        || words.getFirst().kind() != TextPieces.Kind.NAME
        || words.getFirst().end() != name.length()) {
      throw new IllegalArgumentException("`" + name + "` is no name");
    }
    List<Span> all = all(a, offset);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("this is no name of the script");
    }
    Stream<Integer> places = all.stream().map(Span::start);
    Set<Integer> taken =
        places
            .filter(place -> a.names().scopeAt(place).find(name) != null)
            .collect(Collectors.toSet());
    if (!taken.isEmpty()) {
      throw new IllegalArgumentException("`" + name + "` has a meaning here already");
    }
    return all;
  }
}
