// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where the prompt keeps what was typed: a file of the user's, where one can be written. */
final class HistoryFile {
  private HistoryFile() {}

  /**
   * {@code nn/history} in the folder for state of the XDG rules, made where it is not there.
   *
   * @param environment the value of a variable, or null
   */
  static Optional<Path> find(UnaryOperator<String> environment) {
    String state = environment.apply("XDG_STATE_HOME");
    String home = environment.apply("HOME");
    try {
      Path folder;
      if (state != null && Path.of(state).isAbsolute()) {
        folder = Path.of(state);
      } else if (home != null && Path.of(home).isAbsolute()) {
        folder = Path.of(home, ".local", "state");
      } else {
        return Optional.empty();
      }
      Path own = Files.createDirectories(folder.resolve("nn"));
      Path file = own.resolve("history");
      boolean usable = Files.exists(file) ? Files.isWritable(file) : Files.isWritable(own);
      return usable ? Optional.of(file) : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
