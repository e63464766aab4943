// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.nio.file.Path;
import org.nnlang.session.ScriptLoader;

/** Where scripts find the files that they import, for the other fronts of nn. */
public final class ImportedFiles {
  private ImportedFiles() {}

  /** As a command that was started in that folder. */
  public static ScriptLoader.Files in(Path folder) {
    return new ScriptFiles(folder);
  }
}
