// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.util.List;
import java.util.Set;

/** What is said to the prompt and is no script. */
sealed interface Directive {
  /** Words that are directives when they stand alone; a script may give them another meaning. */
  List<String> WORDS = List.of("help", "names", "jobs", "exit", "quit");

  /**
   * @param name null for the list of all
   */
  record Help(String name) implements Directive {}

  record Names() implements Directive {}

  record Jobs() implements Directive {}

  record Leave() implements Directive {}

  /** Whether a text is none of a script's, whatever that has defined. */
  static boolean isOne(String text) {
    return read(text, Set.of()) != null;
  }

  /**
   * @param defined names of the script
   * @return null if the text is a script
   */
  static Directive read(String text, Set<String> defined) {
    String line = text.strip();
    if (line.startsWith("?")) {
      String name = line.substring(1).strip();
      return new Help(name.isEmpty() ? null : name);
    }
    String[] words = line.split("\\s+");
    if (defined.contains(words[0])) {
      return null;
    }
    boolean twoNames = words.length == 2 && words[1].matches("[\\p{L}\\p{N}_.]+");
    return switch (words[0]) {
      case "help" -> words.length == 1 ? new Help(null) : twoNames ? new Help(words[1]) : null;
      case "names" -> words.length == 1 ? new Names() : null;
      case "jobs" -> words.length == 1 ? new Jobs() : null;
      case "exit", "quit" -> words.length == 1 ? new Leave() : null;
      default -> null;
    };
  }
}
