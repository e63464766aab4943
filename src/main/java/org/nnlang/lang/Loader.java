// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.source.Source;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.StandardModel;
import org.nnlang.io.Access;
import org.nnlang.lang.node.ScriptRoot;
import org.nnlang.resolve.Resolution;
import org.nnlang.session.LoadedScript;
import org.nnlang.session.ScriptLoader;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.Stmt;
import org.nnlang.value.Callable;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/** From a source to something that can be run: reads it, checks its names, makes nodes of it. */
public final class Loader implements ScriptLoader.Files {
  private final NnContext context;
  private final ScriptLoader scripts;
  private final Map<String, Imported> imported = new HashMap<>();
  private final Map<String, Callable> standards = new HashMap<>();
  private final Set<String> importing = new LinkedHashSet<>();
  private final Deque<Set<String>> imports = new ArrayDeque<>();

  /**
   * A file that was run.
   *
   * @param uses the files that it imports
   */
  private record Imported(Record fields, String text, Set<String> uses) {}

  Loader(NnContext context) {
    this.context = context;
    scripts = new ScriptLoader(context.builtins(), context.limits(), context::option, this);
  }

  /** A script in the context's own scope; its result is for the host. */
  CallTarget script(Source source) {
    context.entered(source);
    return script(source, context.globals());
  }

  /** The same in a scope of these names. */
  CallTarget script(Source source, Globals names) {
    return load(source, names, true).getCallTarget();
  }

  /** A model that comes with nn. */
  Callable standard(StandardModel model) {
    Callable known = standards.get(model.name());
    if (known != null) {
      return known;
    }
    Source source = Source.newBuilder(NnLanguage.ID, model.text(), model.file()).build();
    var globals = new Globals();
    Script script = Parser.parse(context.text(source), context.limits());
    new Translator(context, globals, source)
        .script(script, Resolution.of(script).scope(), false)
        .getCallTarget()
        .call();
    Callable made = (Callable) Objects.requireNonNull(globals.get(model.name()));
    standards.put(model.name(), made);
    return made;
  }

  private ScriptRoot load(Source source, Globals globals, boolean forHost) {
    SourceText text = context.text(source);
    LoadedScript loaded = scripts.load(text, Set.copyOf(globals.names()), source.isInteractive());
    if (!loaded.unreadable().isEmpty()) {
      throw ScriptError.parsing(loaded.unreadable(), loaded.incomplete(), context::section);
    }
    if (loaded.fails()) {
      throw ScriptError.of(loaded.found(), context::section);
    }
    loaded.found().forEach(context.warnings()::warn);
    Script script = loaded.script();
    try {
      return new Translator(context, globals, source)
          .script(script, Objects.requireNonNull(loaded.names()).scope(), forHost);
    } catch (StackOverflowError e) {
      throw ScriptError.parsing(List.of(Parser.tooDeep(script)), false, context::section);
    } catch (DiagnosticException e) {
      throw ScriptError.parsing(e.diagnostics(), false, context::section);
    }
  }

  @Override
  public Access outputs() {
    return context.files();
  }

  @Override
  public @Nullable String locate(Stmt.Import statement) {
    try {
      return find(statement).getCanonicalFile().getPath();
    } catch (IOException | SecurityException | Problem e) {
      return null;
    }
  }

  @Override
  public @Nullable SourceText read(Stmt.Import statement) {
    try {
      TruffleFile file = find(statement).getCanonicalFile();
      return context.text(source(file, nameBeside(importing(statement), statement)));
    } catch (IOException | SecurityException | Problem e) {
      return null;
    }
  }

  private TruffleFile find(Stmt.Import statement) {
    return find(statement.path(), importing(statement).getPath());
  }

  /** The file that an import stands in. */
  private Source importing(Stmt.Import statement) {
    return Objects.requireNonNull(context.source(statement.span().source().original()));
  }

  /** An imported file as messages name it. */
  static String nameBeside(Source from, Stmt.Import statement) {
    String here = from.getName();
    String beside = here.substring(0, here.lastIndexOf('/') + 1) + statement.path();
    return statement.path().startsWith("/") ? statement.path() : beside;
  }

  /**
   * What a file defines. Run once for each context.
   *
   * @param path as the script wrote it
   * @param from the path of the importing file, null where that is none
   * @param name the file as messages name it
   * @throws Problem {@code file}, {@code import} where files import each other in a circle
   */
  public Record importFile(String path, String from, String name) {
    try {
      TruffleFile file = find(path, from).getCanonicalFile();
      String key = file.getPath();
      Imported known = imported.get(key);
      if (known != null && !(context.atPrompt() && isChanged(key, known, new HashSet<>()))) {
        used(key);
        return known.fields;
      }
      if (!importing.add(key)) {
        throw Problem.of(ErrorCode.IMPORT, "this file imports itself, by way of others: " + path);
      }
      try {
        Source source = source(file, name);
        imports.push(new HashSet<>());
        Record fields = run(source);
        imported.put(key, new Imported(fields, source.getCharacters().toString(), imports.peek()));
        return fields;
      } finally {
        imports.poll();
        importing.remove(key);
        used(key);
      }
    } catch (NoSuchFileException e) {
      throw Problem.of(ErrorCode.FILE, "there is no file " + path).causedBy(e);
    } catch (SecurityException e) {
      throw Problem.of(ErrorCode.FILE, "this program may not read files: " + path).causedBy(e);
    } catch (IOException e) {
      throw Problem.of(ErrorCode.FILE, "this file cannot be read: " + path).causedBy(e);
    }
  }

  /** The texts of the files that were imported, by path. */
  Map<String, String> imports() {
    Map<String, String> texts = new HashMap<>();
    imported.forEach((path, file) -> texts.put(path, file.text));
    return texts;
  }

  private void used(String key) {
    if (!imports.isEmpty()) {
      imports.peek().add(key);
    }
  }

  /** Whether the text of a file that was run, or of one that it imports, is another one now. */
  private boolean isChanged(String key, Imported known, Set<String> seen) throws IOException {
    if (!seen.add(key)) {
      return false;
    }
    String now = source(context.env().getPublicTruffleFile(key), key).getCharacters().toString();
    if (!now.equals(known.text)) {
      return true;
    }
    for (String used : known.uses) {
      Imported other = imported.get(used);
      if (other == null || isChanged(used, other, seen)) {
        return true;
      }
    }
    return false;
  }

  private TruffleFile find(String path, String from) {
    try {
      TruffleFile file = context.env().getPublicTruffleFile(path);
      if (from == null || file.isAbsolute()) {
        return file;
      }
      TruffleFile folder = context.env().getPublicTruffleFile(from).getParent();
      return folder == null ? file : folder.resolve(path);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ErrorCode.FILE, "this cannot be a path: " + Show.quoted(path)).causedBy(e);
    }
  }

  private Record run(Source source) {
    var globals = new Globals();
    load(source, globals, false).getCallTarget().call();
    return globals.fields();
  }

  private static Source source(TruffleFile file, String name) throws IOException {
    return Source.newBuilder(NnLanguage.ID, file).name(name).build();
  }
}
