// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.job.Jobs;
import org.nnlang.check.Prelude;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Undecided;
import org.nnlang.io.Access;
import org.nnlang.io.Disk;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.Span;
import org.nnlang.source.Warnings;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.Stmt;
import org.nnlang.value.Callable;

/**
 * The session of a script that is checked and not run. Functions work on its engine, which computes
 * nothing; whatever reaches outside is {@link Undecided}, and what they write goes nowhere.
 */
public final class CheckSession implements Session, Prelude {
  private static final int WIDTH = 80;
  private static final int MOST_POLLS = 20_000;

  private final Builtins builtins;
  private final Predicate<String> bound;
  private final UnaryOperator<String> options;
  private final Function<Stmt.Import, Script> imports;
  private final List<Diagnostic> odd = new ArrayList<>();
  private final Warnings warnings = new Warnings(this::place, odd::add);
  private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
  private final BuiltinValues values;
  private final Map<String, Script> models = new HashMap<>();
  private @Nullable Access outputs;
  private @Nullable Engine engine;
  private Span place = Span.NONE;
  private int polls;
  private boolean reachedFiles;

  /**
   * @param bound which names have a meaning before the script runs
   * @param options the text given for an option, or null
   * @param imports as {@link Prelude#imported}
   */
  public CheckSession(
      Builtins builtins,
      Predicate<String> bound,
      UnaryOperator<String> options,
      Function<Stmt.Import, Script> imports) {
    this.builtins = builtins;
    values = new BuiltinValues(builtins, this);
    this.bound = bound;
    this.options = options;
    this.imports = imports;
  }

  @Override
  public @Nullable Object builtin(String name) {
    return builtins.find(name) instanceof StandardModel ? null : values.find(name);
  }

  @Override
  public @Nullable Script standard(String name) {
    return builtins.find(name) instanceof StandardModel model
        ? models.computeIfAbsent(name, n -> model.script())
        : null;
  }

  /** The check looks at its script. */
  @Override
  public Callable standard(StandardModel model) {
    throw new Undecided();
  }

  @Override
  public boolean isBound(String name) {
    return bound.test(name);
  }

  @Override
  public boolean foresees() {
    return true;
  }

  @Override
  public Engine engine() {
    if (engine == null) {
      engine = Engine.foreseeing();
      engine.trace().graph().at(place);
    }
    return engine;
  }

  @Override
  public int nodes() {
    return engine == null ? 0 : engine.trace().graph().nodes().size();
  }

  /** A file that is imported later may be one that the script writes. */
  @Override
  public @Nullable Script imported(Stmt.Import statement) {
    return reachedFiles ? null : imports.apply(statement);
  }

  @Override
  public Access files() {
    reachedFiles = true;
    throw new Undecided();
  }

  /** Where the script would write, for {@link #unwritable}: nothing is written. */
  public CheckSession writingTo(@Nullable Access access) {
    outputs = access;
    return this;
  }

  @Override
  public @Nullable String unwritable(String path, boolean folder) {
    reachedFiles = true;
    try {
      return outputs == null ? null : new Disk(outputs).unwritable(path, folder);
    } catch (RuntimeException e) {
      // the run says it in its own words
      return null;
    }
  }

  @Override
  public PrintStream out() {
    return nowhere;
  }

  @Override
  public PrintStream err() {
    return nowhere;
  }

  @Override
  public boolean outIsTerminal() {
    return false;
  }

  @Override
  public boolean coloured() {
    return false;
  }

  @Override
  public boolean errIsTerminal() {
    return false;
  }

  @Override
  public boolean showsProgress() {
    return false;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public Warnings warnings() {
    return warnings;
  }

  @Override
  public List<Diagnostic> odd() {
    return odd;
  }

  @Override
  public Span place() {
    return place;
  }

  @Override
  public void enter(Span span) {
    place = span;
    if (engine != null) {
      engine.trace().graph().at(span);
    }
  }

  /** Whoever asks is about to work for long. */
  @Override
  public void poll() {
    polls++;
    if (polls > MOST_POLLS) {
      throw new Undecided();
    }
  }

  @Override
  public Background background() {
    throw new Undecided();
  }

  @Override
  public Jobs jobs() {
    throw new Undecided();
  }

  @Override
  public Interruption interruption() {
    throw new Undecided();
  }

  @Override
  public String option(String name) {
    return options.apply(name);
  }

  @Override
  public List<String> names() {
    return builtins.names().stream().toList();
  }

  @Override
  public Builtins builtins() {
    return builtins;
  }
}
