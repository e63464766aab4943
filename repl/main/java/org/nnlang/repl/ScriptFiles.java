// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.nnlang.io.Access;
import org.nnlang.session.ScriptLoader;
import org.nnlang.source.Problem;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Stmt;

/**
 * The files that scripts on the command line import.
 *
 * @param folder where the process was started
 */
record ScriptFiles(Path folder) implements ScriptLoader.Files {
  /** What a run may write is said by the run. */
  @Override
  public Access outputs() {
    return null;
  }

  @Override
  public String locate(Stmt.Import statement) {
    try {
      return folder.resolve(name(statement)).normalize().toString();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  @Override
  public SourceText read(Stmt.Import statement) {
    try {
      if (Files.notExists(folder.resolve(name(statement)))) {
        throw Messages.noImport(statement.path());
      }
    } catch (InvalidPathException e) {
      return null;
    }
    try {
      return ScriptFile.read(name(statement), folder, null).source();
    } catch (Problem | InvalidPathException e) {
      return null;
    }
  }

  /** The file as messages name it. */
  private static String name(Stmt.Import statement) {
    String here = statement.span().source().name();
    return Path.of(here).resolveSibling(statement.path()).toString();
  }
}
