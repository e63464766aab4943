// SPDX-License-Identifier: Apache-2.0
package org.nnlang.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nnlang.source.Span;
import org.nnlang.syntax.ShapeDim;
import org.nnlang.syntax.SyntaxNode;

/** A name that a script, a model or a function binds. */
public final class Symbol {
  private final String name;
  private final Scope scope;
  private final int index;
  private Kind kind;
  private final List<Definition> definitions = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();

  /** What binds it first; a {@link #STATE} is one wherever it is declared. */
  public enum Kind {
    PARAMETER,
    /** A size in the type of a parameter or result. */
    DIMENSION,
    VARIABLE,
    FUNCTION,
    MODEL,
    /** {@code param} of a model. */
    WEIGHT,
    STATE,
    IMPORT
  }

  /**
   * A place where the name is bound.
   *
   * @param span of the name; of the path where an import has no alias
   * @param code what binds it
   * @param from where in the text the name is bound for certain; -1 where it may not come to that
   */
  public record Definition(Span span, SyntaxNode code, int from) {}

  Symbol(String name, Kind kind, Scope scope, int index) {
    this.name = name;
    this.kind = kind;
    this.scope = scope;
    this.index = index;
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  /** Whose name it is. */
  public Scope scope() {
    return scope;
  }

  /** Which of the names of its scope it is, from 0. */
  public int index() {
    return index;
  }

  /** At least one, in the order of the text; those of a state in {@code forward} too. */
  public List<Definition> definitions() {
    return Collections.unmodifiableList(definitions);
  }

  /** In the order of the text. */
  public List<Use> uses() {
    return Collections.unmodifiableList(uses);
  }

  /** Whether it has a value for certain in code that stands at {@code place} of the text. */
  public boolean isBoundAt(int place) {
    return definitions.stream().anyMatch(d -> d.from() >= 0 && d.from() <= place);
  }

  /**
   * Whether nothing but shapes binds it. Where no shape has given it a size yet, code means by it
   * what it is around the function.
   */
  public boolean isSize() {
    return definitions.stream().allMatch(d -> d.code() instanceof ShapeDim);
  }

  void define(Definition definition, Kind as) {
    definitions.add(definition);
    if (as == Kind.STATE) {
      kind = Kind.STATE;
    }
  }

  void use(Use use) {
    uses.add(use);
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}
