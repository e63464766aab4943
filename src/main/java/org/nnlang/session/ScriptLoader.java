// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtins;
import org.nnlang.builtin.CheckSession;
import org.nnlang.check.NameCheck;
import org.nnlang.check.Seen;
import org.nnlang.check.ShapeCheck;
import org.nnlang.io.Access;
import org.nnlang.resolve.Resolution;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Limits;
import org.nnlang.source.Problem;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Reading;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.Stmt;

/** Reads scripts, and says what is wrong with them and the files they import before any runs. */
public final class ScriptLoader {
  private final Builtins builtins;
  private final Limits limits;
  private final UnaryOperator<String> options;
  private final Files files;

  /** The files that scripts import. */
  public interface Files {
    /**
     * Where the file of an import is, by a name that is the same whoever imports it; null where the
     * run says what is wrong.
     */
    @Nullable String locate(Stmt.Import statement);

    /** Where the script would write; null where that is not known before it runs. */
    @Nullable Access outputs();

    /**
     * Its text; null where the run says what is wrong.
     *
     * @throws Problem where there will be no run that says it
     */
    @Nullable SourceText read(Stmt.Import statement);
  }

  /**
   * @param options the text given for a script's option, or null
   */
  public ScriptLoader(
      Builtins builtins, Limits limits, UnaryOperator<String> options, Files files) {
    this.builtins = builtins;
    this.limits = limits;
    this.options = options;
    this.files = files;
  }

  /**
   * @param bound names that a host, or scripts before, have bound
   * @param atPrompt whether it is an entry at a prompt, which runs at once: its types and shapes
   *     are not looked at, and what its functions read may be defined later
   */
  public LoadedScript load(SourceText text, Set<String> bound, boolean atPrompt) {
    return load(text, bound, atPrompt, Seen.NOBODY);
  }

  /** As an editor wants it: what is known of values is told as well. */
  public LoadedScript load(SourceText text, Seen seen) {
    LoadedScript loaded = load(text, Set.of(), false, seen);
    if (!loaded.unreadable().isEmpty()) {
      // what can be read and has a meaning is looked at, and nothing said of it
      try {
        shapes(loaded.script(), Set.of(), seen);
      } catch (RuntimeException | StackOverflowError e) {
        return loaded;
      }
    }
    return loaded;
  }

  private LoadedScript load(SourceText text, Set<String> bound, boolean atPrompt, Seen seen) {
    Reading reading = Parser.read(text, limits);
    Script script = reading.script();
    if (!reading.errors().isEmpty()) {
      return new LoadedScript(script, null, reading.errors(), reading.incomplete(), List.of());
    }
    try {
      Resolution names = Resolution.of(script);
      List<Diagnostic> unknown = unknown(names, bound, atPrompt);
      boolean look = unknown.isEmpty() && !atPrompt;
      List<Diagnostic> found = look ? shapes(script, bound, seen) : List.of();
      return new LoadedScript(script, names, unknown, false, found);
    } catch (StackOverflowError e) {
      Diagnostic deep = Parser.tooDeep(script);
      return new LoadedScript(script, null, List.of(deep), false, List.of());
    }
  }

  private List<Diagnostic> unknown(Resolution names, Set<String> bound, boolean atPrompt) {
    Set<String> known = new HashSet<>(bound);
    known.addAll(builtins.names());
    return NameCheck.check(
        names, known, name -> bound.contains(name) ? null : builtins.signature(name), atPrompt);
  }

  private List<Diagnostic> shapes(Script script, Set<String> bound, Seen seen) {
    Map<String, Script> imported = new HashMap<>();
    return ShapeCheck.check(
        script,
        () ->
            new CheckSession(
                    builtins, bound::contains, options, statement -> imported(statement, imported))
                .writingTo(files.outputs()),
        seen);
  }

  /**
   * What an import reads; null where the run says what is wrong.
   *
   * @throws DiagnosticException where its words or names are wrong, or it cannot be read
   */
  private @Nullable Script imported(Stmt.Import statement, Map<String, Script> known) {
    String place = files.locate(statement);
    if (place == null || known.containsKey(place)) {
      return known.get(place);
    }
    SourceText text;
    try {
      text = files.read(statement);
    } catch (Problem p) {
      throw new DiagnosticException(p.at(statement.pathSpan()));
    }
    if (text == null) {
      return null;
    }
    Script script = Parser.parse(text, limits);
    List<Diagnostic> unknown = unknown(Resolution.of(script), Set.of(), false);
    if (!unknown.isEmpty()) {
      throw new DiagnosticException(unknown);
    }
    known.put(place, script);
    return script;
  }
}
