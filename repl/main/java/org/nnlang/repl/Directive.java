// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.util.List;
import java.util.Set;

/** What is said to the prompt and is no script. */
sealed interface Directive {
  /** Words that are directives when they stand alone; a script may give them another meaning. */
  List<String> WORDS = List.of("help", "names", "jobs", "reload", "exit", "quit");

  /** Those that begin with a colon, which nothing of a script does. */
  List<String> COMMANDS =
      List.of(
          "help",
          "vars",
          "jobs",
          "time",
          "edit",
          "save",
          "reload",
          "reset",
          "tutorial",
          "back",
          "quit");

  /** What {@code :help} says. */
  String TEXT =
      """
      :help            this; `help` lists functions, `?name` explains one
      :vars            what was defined here; `names` too
      :jobs            trainings in the background; `jobs` too
      :time EXPR       runs it, and says how long that took
      :edit [NAME]     opens the last entry, or a function or model, in $EDITOR, and runs what becomes of it
      :save FILE.nn    writes what was entered as a script; what failed is left out
      :reload          takes the new text of imported files that have changed; `reload()` too
      :reset           forgets all that was defined
      :tutorial [N]    chapter N of the tutorial; the list of chapters
      :back            the piece of the tutorial before the last one
      :quit            leaves; Ctrl-D too
      """;

  /**
   * @param name null for the list of all
   */
  record Help(String name) implements Directive {}

  record Names() implements Directive {}

  record Jobs() implements Directive {}

  record Leave() implements Directive {}

  /** Says which directives there are. */
  record Commands() implements Directive {}

  record Save(String file) implements Directive {}

  record Time(String text) implements Directive {}

  /**
   * @param name of a function or model; empty for the last entry
   */
  record Edit(String name) implements Directive {}

  record Reload() implements Directive {}

  record Reset() implements Directive {}

  /**
   * @param chapter of the tutorial, as it was written; empty for the list of all
   */
  record Learn(String chapter) implements Directive {}

  /** One piece back in the tutorial. */
  record Back() implements Directive {}

  /** One that is none. */
  record Wrong(String message) implements Directive {}

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
    if (line.startsWith(":")) {
      String[] both = line.substring(1).strip().split("\\s+", 2);
      return command(both[0], both.length > 1 ? both[1] : "");
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
      case "reload", "reload()" ->
          words.length == 1 && !defined.contains("reload") ? new Reload() : null;
      case "exit", "quit" -> words.length == 1 ? new Leave() : null;
      default -> null;
    };
  }

  private static Directive command(String word, String rest) {
    return switch (word) {
      case "help" -> new Commands();
      case "vars" -> new Names();
      case "jobs" -> new Jobs();
      case "time" ->
          rest.isEmpty() ? new Wrong("`:time` needs what is to be timed") : new Time(rest);
      case "edit" -> new Edit(rest);
      case "save" ->
          rest.isEmpty() ? new Wrong("`:save` needs a file: `:save net.nn`") : new Save(rest);
      case "reload" -> new Reload();
      case "reset" -> new Reset();
      case "tutorial" -> new Learn(rest);
      case "back" -> new Back();
      case "quit" -> new Leave();
      default -> new Wrong(Messages.unknownDirective(word));
    };
  }
}
