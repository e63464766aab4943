// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.resolve.Resolution;
import org.nnlang.resolve.Symbol;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.Subscript;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.value.Record;
import org.nnlang.value.Unknown;

/**
 * Looks at what a script would do, without doing it: its tensors are nodes of a graph that never
 * runs, so the rules of ops and layers check their shapes as they do when the script runs, and what
 * cannot be known is {@link Unknown}.
 *
 * <p>Says only what is certain: that a statement which is reached, if all before it succeed, cannot
 * succeed. Where it is not known what happens (a condition on what a file holds, a loop too long to
 * follow) the code is passed over, and all that it might have changed is unknown from there on.
 */
final class AbstractInterpreter {
  /** More are rarely read. */
  private static final int MOST = 10;

  private final Prelude prelude;
  private final Functions functions = new Functions(this);
  private final Expressions expressions;
  private final Statements statements;
  private final Frame.OfScript globals;
  private boolean changes;
  private final List<Diagnostic> found = new ArrayList<>();
  private final Set<Span> places = new HashSet<>();
  private final Map<Script, Object> imports = new IdentityHashMap<>();
  private final Map<Script, Record> standards = new IdentityHashMap<>();
  private final List<Span> importing = new ArrayList<>();
  private Object last = Unknown.UNKNOWN;
  private boolean uncertain;
  private int tracing;
  private int left;
  private final Seen seen;

  /** All that was allowed has been looked at. */
  private static final class Enough extends RuntimeException {
    Enough() {
      super(null, null, false, false);
    }
  }

  /**
   * @param steps how many expressions and graph nodes may be looked at
   */
  AbstractInterpreter(Script script, Prelude prelude, int steps) {
    this(script, prelude, steps, Seen.NOBODY);
  }

  AbstractInterpreter(Script script, Prelude prelude, int steps, Seen seen) {
    this.prelude = prelude;
    this.seen = seen;
    left = steps;
    Resolution names = Resolution.of(script);
    globals = new Frame.OfScript(names.scope(), this);
    expressions = new Expressions(this);
    statements = new Statements(this);
    changes = Effects.in(script, names, prelude);
  }

  List<Diagnostic> look(Script script) {
    try {
      for (Stmt statement : script.body()) {
        if (found.size() < MOST) {
          atTop(statement, globals);
        }
      }
    } catch (UnknownExit | Enough e) {
      return found;
    }
    return found;
  }

  private void atTop(Stmt statement, Frame.OfScript frame) {
    try {
      last = statements.run(statement, frame);
    } catch (Failed e) {
      last = Unknown.UNKNOWN;
      found(e.diagnostic());
      skipped(List.of(statement), frame);
    }
  }

  private void found(Diagnostic diagnostic) {
    if (places.add(diagnostic.span())) {
      Diagnostic whole = diagnostic;
      for (Span place : importing.reversed()) {
        // the file that is not there is not imported
        if (!place.equals(diagnostic.span())) {
          whole = whole.withNote("imported here", place);
        }
      }
      found.add(whole);
    }
  }

  /** What an imported file defines. */
  Object imported(Stmt.Import statement) {
    importing.add(statement.pathSpan());
    try {
      Script script = prelude.imported(statement);
      // a circle is known when it is run
      if (script != null && imports.putIfAbsent(script, Unknown.UNKNOWN) == null) {
        Resolution names = Resolution.of(script);
        changes |= Effects.in(script, names, prelude);
        var frame = new Frame.OfScript(names.scope(), this);
        script.body().forEach(s -> atTop(s, frame));
        imports.put(script, frame.values());
      }
      return script == null ? Unknown.UNKNOWN : Objects.requireNonNull(imports.get(script));
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(this::found);
      return Unknown.UNKNOWN;
    } finally {
      importing.removeLast();
    }
  }

  /** What a script defines that comes with nn. */
  Record standard(Script script) {
    return standards.computeIfAbsent(
        script,
        s -> {
          Resolution names = Resolution.of(s);
          changes |= Effects.in(s, names, prelude);
          var frame = new Frame.OfScript(names.scope(), this);
          statements.run(s.body(), frame);
          return frame.values();
        });
  }

  /** What the last statement that was looked at gives. */
  Object last() {
    return last;
  }

  // ---- what the parts of it use

  Engine engine() {
    return prelude.engine();
  }

  Prelude prelude() {
    return prelude;
  }

  Functions functions() {
    return functions;
  }

  Object value(Expr expression, Frame frame) {
    return expressions.value(expression, frame);
  }

  /** Whether somebody wants to know what is known of values. */
  boolean isWatched() {
    return seen != Seen.NOBODY;
  }

  /** What is known of a place. */
  Object saw(SyntaxNode place, Object value) {
    seen.at(place, value);
    return value;
  }

  Object run(List<Stmt> body, Frame frame) {
    return statements.run(body, frame);
  }

  /** Whether a condition holds; null where that is not known. */
  @Nullable Boolean holds(Expr condition, Frame frame) {
    return expressions.holds(condition, frame);
  }

  /** What stands between the brackets of an index. */
  Object subscript(Subscript subscript, Frame frame) {
    return expressions.subscript(subscript, frame);
  }

  /** A member of a value, or null. */
  @Nullable Object member(Expr place, Object base, String name) {
    return expressions.member(place, base, name);
  }

  /** Whether it is known that a value without this member never has it. */
  boolean isWhole(Object base, String name) {
    return expressions.isWhole(base, name);
  }

  boolean isGlobal(String name) {
    return globals.own(name) != null;
  }

  /** Whether the code being looked at is traced when the script runs. */
  boolean isTracing() {
    return tracing > 0;
  }

  void traced(Runnable code) {
    tracing++;
    try {
      code.run();
    } finally {
      tracing--;
    }
  }

  /** Counts what is looked at. */
  void step(int cost) {
    left -= cost;
    if (left < 0) {
      throw new Enough();
    }
  }

  int left() {
    return left;
  }

  /** Whether lists and records may be other than what was seen of them. */
  boolean isUncertain() {
    return uncertain;
  }

  /** Code of which it is not known whether, or how often, it runs: what it binds is unknown. */
  void skipped(Collection<? extends SyntaxNode> code, Frame frame) {
    changed();
    for (SyntaxNode part : code) {
      for (Symbol symbol : frame.names().boundIn(part.span())) {
        frame.write(symbol.name(), Unknown.UNKNOWN);
      }
    }
  }

  /** Whether something may change lists and records of which that is not known anyway. */
  boolean mayChange(Iterable<?> called) {
    return changes && !uncertain && Effects.of(this, called);
  }

  /** Something was not looked at that may change lists and records. */
  void changed() {
    uncertain |= changes;
  }

  /**
   * What is known of something that a problem, or the lack of knowledge, kept from being looked at.
   *
   * @param certain whether the problem would be the same when the script runs
   * @throws Failed where it is one of types and shapes
   */
  Object unless(RuntimeException e, boolean certain, Span place) {
    switch (e) {
      case Failed f -> throw f;
      case UnknownExit o -> throw o;
      case Enough n -> throw n;
      case ControlFlow l -> throw l;
      case Problem p when certain && ProblemFilter.isToldBefore(p) -> throw new Failed(p.at(place));
      case Problem p when certain && ProblemFilter.ends(p) ->
          throw new UnknownExit(UnknownExit.Of.SCRIPT);
      default -> {}
    }
    changed();
    return Unknown.UNKNOWN;
  }
}
