// SPDX-License-Identifier: Apache-2.0
package org.nnlang.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nnlang.syntax.Script;

/**
 * The names of a script and all their uses.
 *
 * @param scope that of the script itself
 * @param uses in the order of the text
 */
public record Resolution(Scope scope, List<Use> uses) {
  public Resolution {
    uses = List.copyOf(uses);
  }

  public static Resolution of(Script script) {
    return Resolver.resolve(script);
  }

  /** All symbols, those of an outer scope before those of an inner one. */
  public List<Symbol> symbols() {
    List<Symbol> all = new ArrayList<>();
    collect(scope, all);
    return all;
  }

  private static void collect(Scope scope, List<Symbol> all) {
    all.addAll(scope.symbols());
    scope.inner().forEach(inner -> collect(inner, all));
  }

  /** The innermost scope whose code has this place in it. */
  public Scope scopeAt(int offset) {
    Scope at = scope;
    while (true) {
      Scope inner = null;
      for (Scope s : at.inner()) {
        if (s.code().span().start() <= offset && offset <= s.code().span().end()) {
          inner = s;
        }
      }
      if (inner == null) {
        return at;
      }
      at = inner;
    }
  }

  /**
   * What the name at {@code offset} of the text stands for; empty where no name of the script is.
   */
  public Optional<Symbol> at(int offset) {
    Stream<Symbol> read =
        uses.stream()
            .filter(
                u -> u.symbol() != null && u.span().start() <= offset && offset <= u.span().end())
            .map(Use::symbol);
    Stream<Symbol> bound =
        symbols().stream()
            .filter(
                s ->
                    s.definitions().stream()
                        .anyMatch(d -> d.span().start() <= offset && offset <= d.span().end()));
    return Stream.concat(read, bound).findFirst();
  }
}
