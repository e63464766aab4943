// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The editor of the user's choice, for texts too long for a line. */
final class Editor {
  private final UnaryOperator<String> environment;

  /**
   * @param environment the value of a variable, or null
   */
  Editor(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  /** How it is started: {@code $VISUAL}, {@code $EDITOR}, or vi. */
  String command() {
    return Optional.ofNullable(environment.apply("VISUAL"))
        .or(() -> Optional.ofNullable(environment.apply("EDITOR")))
        .filter(c -> !c.isBlank())
        .orElse("vi");
  }

  /**
   * What the user makes of a text; empty where the editor says that it failed.
   *
   * @throws IOException where there is no such editor
   */
  String edit(String text) throws IOException {
    Path file = Files.createTempFile("nn-", ".nn");
    try {
      Files.writeString(file, text + "\n");
      List<String> words = new ArrayList<>(List.of(command().strip().split("\\s+")));
      words.add(file.toString());
      int code = new ProcessBuilder(words).inheritIO().start().waitFor();
      return code == 0 ? Files.readString(file) : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
