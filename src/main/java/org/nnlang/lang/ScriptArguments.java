// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What follows a script on the command line: {@code --name value}, {@code --name=value}, or {@code
 * --name} alone, whose value is the empty text. Underscores and dashes in names are the same.
 */
final class ScriptArguments {
  private final Map<String, String> values = new LinkedHashMap<>();

  ScriptArguments(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      String word = arguments[i];
      if (!word.startsWith("--")) {
        continue;
      }
      int equals = word.indexOf('=');
      if (equals > 0) {
        values.put(key(word.substring(2, equals)), word.substring(equals + 1));
      } else if (i + 1 < arguments.length && !arguments[i + 1].startsWith("--")) {
        values.put(key(word.substring(2)), arguments[++i]);
      } else {
        values.put(key(word.substring(2)), "");
      }
    }
  }

  private static String key(String name) {
    return name.replace('-', '_');
  }

  /** The text given for an option, or null. */
  @Nullable String value(String name) {
    return values.get(key(name));
  }
}
