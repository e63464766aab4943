// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.nnlang.resolve.Scope;
import org.nnlang.resolve.Symbol;
import org.nnlang.source.Fix;
import org.nnlang.source.Span;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.syntax.TextPieces;

/** Where a name of the script stands, here and in other files. */
public final class Occurrences {
  private Occurrences() {}

  /**
   * Where the name at a place is bound, in this text or in a file that it imports; at the path of
   * an import, the beginning of the file. Nothing where it is none of the script's.
   */
  public static List<Span> definitions(Analysis a, int offset) {
    SyntaxNode node = a.at(offset).getLast();
    if (node instanceof Stmt.Import i
        && i.pathSpan().start() <= offset
        && offset <= i.pathSpan().end()) {
      Analysis file = a.imported(i);
      return file == null ? List.of() : List.of(file.text().span(0, 0));
    }
    return Named.at(a, offset).map(Named::definitions).orElse(List.of());
  }

  /**
   * All places of the name at a place, in order: in this text, in that which binds it, and in
   * others.
   *
   * @param others asked for where some may name it: those that may import it
   */
  public static List<Span> all(Analysis a, int offset, Supplier<List<Analysis>> others) {
    return Named.at(a, offset).map(name -> places(name, a, others)).orElse(List.of()).stream()
        .map(Place::span)
        .toList();
  }

  /** A word, and what it stands for. */
  private record Place(Analysis in, Named name, Span span) {}

  private static List<Place> places(Named name, Analysis a, Supplier<List<Analysis>> others) {
    Map<String, Analysis> texts = new TreeMap<>();
    if (isSeenOutside(name.symbol())) {
      others.get().forEach(other -> texts.put(other.text().name(), other));
    }
    texts.put(name.home().text().name(), name.home());
    texts.put(a.text().name(), a);
    List<Place> places = new ArrayList<>();
    for (Analysis in : texts.values()) {
      List<Place> here = new ArrayList<>();
      for (TextPieces.Piece word : in.pieces()) {
        if (word.kind() == TextPieces.Kind.NAME && in.word(word).equals(name.symbol().name())) {
          Optional<Named> found = Named.at(in, word.start()).filter(name::is);
          found.ifPresent(
              f -> here.add(new Place(in, f, in.text().span(word.start(), word.end()))));
        }
      }
      path(name, in).ifPresent(here::add);
      here.sort(Comparator.comparingInt(place -> place.span().start()));
      places.addAll(here);
    }
    return places;
  }

  /** Whether a file that imports the one that binds it can name it. */
  private static boolean isSeenOutside(Symbol symbol) {
    return symbol.scope().kind() != Scope.Kind.FUNCTION || symbol.kind() == Symbol.Kind.PARAMETER;
  }

  /** The path that binds the name of an import. */
  private static Optional<Place> path(Named name, Analysis in) {
    return name.code() instanceof Stmt.Import i
            && i.alias() == null
            && in.text().name().equals(name.home().text().name())
        ? Optional.of(new Place(in, name, name.definitions().getLast()))
        : Optional.empty();
  }

  /**
   * What a rename would change.
   *
   * @param others as in {@link #all}
   * @throws IllegalArgumentException with a sentence for people where it cannot be renamed so
   */
  public static List<Fix> renamed(
      Analysis a, int offset, String to, Supplier<List<Analysis>> others) {
    List<TextPieces.Piece> words = TextPieces.of(to);
    if (words.size() != 1
        || words.getFirst().kind() != TextPieces.Kind.NAME
        || words.getFirst().end() != to.length()) {
      throw new IllegalArgumentException("`" + to + "` is no name");
    }
    Named name =
        Named.at(a, offset)
            .orElseThrow(() -> new IllegalArgumentException("this is no name of the script"));
    List<Place> places = places(name, a, others);
    Symbol symbol = name.symbol();
    boolean taken = symbol.scope().has(to) || places.stream().anyMatch(p -> isTaken(p, to));
    if (taken && !to.equals(symbol.name())) {
      throw new IllegalArgumentException("`" + to + "` has a meaning here already");
    }
    return places.stream().map(p -> change(p, to)).toList();
  }

  /** Whether a name can be read where another is. */
  private static boolean isTaken(Place place, String to) {
    boolean own = place.in().names().scopeAt(place.span().start()).find(to) != null;
    boolean builtin =
        place.in().names().uses().stream()
            .anyMatch(use -> use.symbol() == null && use.name().equals(to));
    return place.name().plain() && (own || builtin);
  }

  private static Fix change(Place place, String to) {
    boolean word = place.span().text().equals(place.name().symbol().name());
    Span end = place.in().text().span(place.span().end(), place.span().end());
    // what a path names is named otherwise behind it
    return word ? new Fix(place.span(), to) : new Fix(end, " as " + to);
  }
}
