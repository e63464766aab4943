// SPDX-License-Identifier: Apache-2.0
package org.nnlang.notebook;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** What Jupyter has to know to start nn. */
public final class KernelSpec {
  private KernelSpec() {}

  /**
   * Writes it where Jupyter looks for what a user has installed.
   *
   * @param command how {@code nn kernel} is started, without the file
   * @param environment the value of a variable, or null
   * @return the folder
   */
  public static Path install(List<String> command, UnaryOperator<String> environment)
      throws IOException {
    Path folder = data(environment).resolve("kernels").resolve("nn");
    Files.createDirectories(folder);
    var words = new JsonArray();
    command.forEach(words::add);
    words.add("{connection_file}");
    var spec = new JsonObject();
    spec.add("argv", words);
    spec.addProperty("display_name", "nn");
    spec.addProperty("language", "nn");
    spec.addProperty("interrupt_mode", "message");
    String text = new GsonBuilder().setPrettyPrinting().create().toJson(spec);
    Files.writeString(folder.resolve("kernel.json"), text + "\n");
    return folder;
  }

  /** As {@code jupyter --paths} names it first. */
  private static Path data(UnaryOperator<String> environment) {
    String named = environment.apply("JUPYTER_DATA_DIR");
    String home = String.valueOf(environment.apply("HOME"));
    String shared = environment.apply("XDG_DATA_HOME");
    if (named != null) {
      return Path.of(named);
    }
    if (System.getProperty("os.name").startsWith("Mac")) {
      return Path.of(home, "Library", "Jupyter");
    }
    return shared != null
        ? Path.of(shared, "jupyter")
        : Path.of(home, ".local", "share", "jupyter");
  }
}
