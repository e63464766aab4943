// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import org.nnlang.session.Prompt;
import org.nnlang.session.Tutorial;
import org.nnlang.source.Problem;

/** What the prompt says to directives that run no script. Each answer ends in a line break. */
final class Answers {
  private Answers() {}

  /**
   * @param name of what help is asked for; null for all
   */
  static String help(Prompt prompt, String name, int width) {
    if (name == null) {
      return prompt.help(width);
    }
    return prompt
        .help(name)
        .orElseGet(
            () -> {
              Problem unknown = Messages.unknownName(name, prompt.names());
              return unknown.getMessage() + "; " + unknown.hint() + "\n";
            });
  }

  /** What was defined, a line each. */
  static String names(Prompt prompt, int width) {
    Set<String> defined = prompt.defined();
    if (defined.isEmpty()) {
      return "nothing is defined yet\n";
    }
    int widest = defined.stream().mapToInt(String::length).max().orElse(0);
    var out = new StringBuilder();
    for (String name : defined) {
      String line = name + " ".repeat(widest - name.length() + 2) + prompt.brief(name);
      out.append(line.length() < width ? line : line.substring(0, width - 2) + "…").append('\n');
    }
    return out.toString();
  }

  /** Writes the session as a script. */
  static String save(Prompt prompt, Path folder, String file) {
    String script = prompt.script();
    if (script.isEmpty()) {
      return Messages.nothingToSave() + "\n";
    }
    try {
      Files.writeString(folder.resolve(file), script);
      return Messages.saved(file) + "\n";
    } catch (IOException | InvalidPathException e) {
      return Messages.cannotWrite(file).getMessage() + "\n";
    }
  }

  /** Whether there is a chapter of that number, as it was written. */
  static boolean isChapter(String chapter) {
    return chapter.matches("[0-9]{1,3}")
        && Integer.parseInt(chapter) >= 1
        && Integer.parseInt(chapter) <= Tutorial.chapters();
  }
}
