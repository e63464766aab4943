// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.nio.file.Path;
import org.nnlang.source.Problem;
import org.nnlang.source.SourceText;

/** The texts of scripts, for the other fronts of nn. */
public final class ScriptTexts {
  private ScriptTexts() {}

  /** That of a file, named by its path; null where it cannot be read. */
  public static SourceText read(Path file) {
    try {
      return ScriptFile.read(file.toString(), Path.of(""), null).source();
    } catch (Problem e) {
      return null;
    }
  }
}
