// SPDX-License-Identifier: Apache-2.0
package org.nnlang.fuzz;

import java.util.regex.Pattern;

/** Words that nobody should read who wrote a script and not Java. */
final class Foreign {
  private static final Pattern WORDS =
      Pattern.compile(
          "mistake in nn itself|Exception|\\bjava\\.|org\\.(nnlang|antlr|nd4j|graalvm)|com\\.oracle"
              + "|StackOverflow|OutOfMemory|\\bat line \\d+:\\d+ mismatched");

  private Foreign() {}

  /**
   * @throws AssertionError where a message speaks of what is below the language
   */
  static void check(String message, String script) {
    // what the script says itself is its own affair
    String own = message.lines().filter(l -> !l.matches("^\\s*\\d* \\|.*")).toList().toString();
    if (WORDS.matcher(own).find() && !WORDS.matcher(script).find()) {
      throw new AssertionError(message + "\nsaid of the script\n" + script);
    }
  }
}
