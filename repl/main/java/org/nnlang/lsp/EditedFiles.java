// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lsp;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.nnlang.io.Access;
import org.nnlang.repl.ScriptTexts;
import org.nnlang.session.ScriptLoader;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Stmt;

/**
 * The files of a project: as an editor has them, else as they are on the disk. A text is named by
 * its path, which is the same whoever imports it.
 *
 * @param open gives the text of a file that is open, else null
 */
record EditedFiles(Function<String, SourceText> open) implements ScriptLoader.Files {
  /** Folders with what was made or fetched. */
  private static final Set<String> OTHERS = Set.of("target", "build", "node_modules");

  private static final int MOST = 10_000;

  /** What a run may write is said by the run. */
  @Override
  public Access outputs() {
    return null;
  }

  @Override
  public String locate(Stmt.Import statement) {
    try {
      Path here = Path.of(statement.span().source().name());
      return here.resolveSibling(statement.path()).normalize().toString();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  @Override
  public SourceText read(Stmt.Import statement) {
    String path = locate(statement);
    if (path == null) {
      return null;
    }
    SourceText edited = open.apply(path);
    return edited != null ? edited : ScriptTexts.read(Path.of(path));
  }

  /** The scripts below a folder that import others, but for those that are open. */
  List<SourceText> importing(Path folder) {
    List<SourceText> found = new ArrayList<>();
    var walk =
        new SimpleFileVisitor<Path>() {
          private int seen;

          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes is) {
            String name = String.valueOf(path.getFileName());
            boolean other = OTHERS.contains(name) || name.startsWith(".");
            return other && !path.equals(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes is) {
            if (path.toString().endsWith(".nn") && open.apply(path.toString()) == null) {
              SourceText text = ScriptTexts.read(path);
              if (text != null && text.text().contains("import")) {
                found.add(text);
              }
            }
            return ++seen < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(folder, walk);
    } catch (IOException e) {
      // what was found is found
    }
    return found;
  }
}
