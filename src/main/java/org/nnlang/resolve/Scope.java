// SPDX-License-Identifier: Apache-2.0
package org.nnlang.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;
import org.nnlang.syntax.SyntaxNode;

/** The names of a script, of a model's instances, or of a call of a function. */
public final class Scope {
  private final Kind kind;
  private final @Nullable Scope outer;
  private final SyntaxNode code;
  private final Map<String, Symbol> symbols = new LinkedHashMap<>();
  private final Map<SyntaxNode, Scope> inner = new IdentityHashMap<>();

  /** What has names of its own; {@code if}, {@code for} and {@code while} have none. */
  public enum Kind {
    SCRIPT,
    MODEL,
    FUNCTION
  }

  Scope(Kind kind, @Nullable Scope outer, SyntaxNode code) {
    this.kind = kind;
    this.outer = outer;
    this.code = code;
    if (outer != null) {
      outer.inner.put(code, this);
    }
  }

  public Kind kind() {
    return kind;
  }

  /** The scope around, null for that of the script. */
  public @Nullable Scope outer() {
    return outer;
  }

  /** What has these names: a script, a model, a function, {@code forward} or a lambda. */
  public SyntaxNode code() {
    return code;
  }

  /** Its own names, in the order of the text. */
  public Collection<Symbol> symbols() {
    return Collections.unmodifiableCollection(symbols.values());
  }

  /** Its own name, or null. */
  public @Nullable Symbol own(String name) {
    return symbols.get(name);
  }

  public boolean has(String name) {
    return symbols.containsKey(name);
  }

  /** The name here or in a scope around, or null. */
  public @Nullable Symbol find(String name) {
    Symbol symbol = symbols.get(name);
    return symbol != null || outer == null ? symbol : outer.find(name);
  }

  /** All names that can be read in here. */
  public Set<String> visible() {
    Set<String> names = new LinkedHashSet<>(symbols.keySet());
    if (outer != null) {
      names.addAll(outer.visible());
    }
    return names;
  }

  /** The symbols, of this or of scopes around, that a part of the code in here binds. */
  public List<Symbol> boundIn(Span code) {
    List<Symbol> bound = new ArrayList<>();
    for (Scope at = this; at != null; at = at.outer) {
      for (Symbol symbol : at.symbols.values()) {
        if (symbol.definitions().stream().anyMatch(d -> code.contains(d.span()))) {
          bound.add(symbol);
        }
      }
    }
    return bound;
  }

  /** Names of its own that a model's {@code state} declares. */
  public Set<String> states() {
    return symbols.values().stream()
        .filter(s -> s.kind() == Symbol.Kind.STATE)
        .map(Symbol::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The scope of a function, model or lambda that stands right in this one. */
  public Scope of(SyntaxNode function) {
    Scope scope = inner.get(function);
    if (scope == null) {
      throw new IllegalArgumentException("nothing of this scope: " + function.span());
    }
    return scope;
  }

  /** The scopes right in this one. */
  Collection<Scope> inner() {
    return inner.values();
  }

  Symbol declare(String name, Symbol.Kind as) {
    return symbols.computeIfAbsent(name, n -> new Symbol(n, as, this, symbols.size()));
  }
}
