// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.format.Formatter;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Problem;

/** {@code nn fmt}: writes files in the one style of nn. One that is no script stays as it is. */
final class FormatCommand {
  private final StringBuilder said = new StringBuilder();
  private final List<Diagnostic> wrong = new ArrayList<>();
  private boolean changes;

  private FormatCommand() {}

  /**
   * What came of it.
   *
   * @param said for standard output: with {@code check} the files that would change, a line each;
   *     else the text of what came in by a pipe
   * @param wrong why files could not be formatted
   * @param changes whether a file is, or with {@code check} would be, other than before
   */
  record Result(String said, List<Diagnostic> wrong, boolean changes) {}

  /**
   * @param check whether files are only looked at
   * @throws Problem {@code file} where one cannot be written
   */
  static Result run(List<ScriptFile> files, boolean check) {
    var command = new FormatCommand();
    for (ScriptFile file : files) {
      try {
        command.format(file, check);
      } catch (DiagnosticException e) {
        command.wrong.addAll(e.diagnostics());
      }
    }
    return new Result(command.said.toString(), command.wrong, command.changes);
  }

  private void format(ScriptFile file, boolean check) {
    String text = Formatter.format(file.source());
    boolean differs = !text.equals(file.source().text());
    changes |= differs;
    if (check) {
      said.append(differs ? file.source().name() + "\n" : "");
    } else if (file.path() == null) {
      said.append(text);
    } else if (differs) {
      write(file, text);
    }
  }

  /** Whoever reads the file meanwhile sees the old text or the new one, whole. */
  private static void write(ScriptFile file, String text) {
    try {
      Path path = file.path().toRealPath();
      Path made = Files.createTempFile(path.getParent(), "." + path.getFileName(), ".tmp");
      try {
        Files.writeString(made, text);
        var permissions = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (permissions != null) {
          Files.setPosixFilePermissions(made, permissions.readAttributes().permissions());
        }
        Files.move(made, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(made);
      }
    } catch (IOException e) {
      throw Messages.cannotWrite(file.source().name()).causedBy(e);
    }
  }
}
