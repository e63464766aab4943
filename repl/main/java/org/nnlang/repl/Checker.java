// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Builtins;
import org.nnlang.builtin.CheckSession;
import org.nnlang.check.Names;
import org.nnlang.check.Shapes;
import org.nnlang.resolve.Resolution;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Limits;
import org.nnlang.source.Problem;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.Stmt;
import org.nnlang.value.Signature;

/** What can be said about a script, and the files it imports, without running it. */
final class Checker {
  private final Builtins builtins = Builtins.load();
  private final Map<Path, Script> imported = new HashMap<>();
  private final Path folder;

  Checker(Path folder) {
    this.folder = folder;
  }

  List<Diagnostic> check(ScriptFile file) {
    try {
      Script script = parse(file);
      return Shapes.check(
          script, () -> new CheckSession(builtins, name -> false, option -> null, this::imported));
    } catch (DiagnosticException e) {
      return e.diagnostics();
    }
  }

  private Script parse(ScriptFile file) {
    Script script = Parser.parse(file.source(), Limits.DEFAULT);
    List<Diagnostic> found =
        Names.check(Resolution.of(script), builtins.names(), this::signature, false);
    if (!found.isEmpty()) {
      throw new DiagnosticException(found);
    }
    return script;
  }

  /** What an import reads; null where the run says what is wrong with the file. */
  private Script imported(Stmt.Import statement) {
    String here = statement.span().source().name();
    try {
      String name = Path.of(here).resolveSibling(statement.path()).toString();
      Path path = folder.resolve(name).normalize();
      if (!imported.containsKey(path)) {
        imported.put(path, parse(ScriptFile.read(name, folder, null)));
      }
      return imported.get(path);
    } catch (Problem | InvalidPathException e) {
      return null;
    }
  }

  private Signature signature(String name) {
    Builtin builtin = builtins.find(name);
    return builtin == null ? null : Signature.of(builtin.signature());
  }
}
