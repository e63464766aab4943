// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.nnlang.check.ScriptOptions;
import org.nnlang.source.Problem;

/**
 * What stands after a script's name, taken apart by what the script declares.
 *
 * @param settings with what was said of nn itself after the file
 * @param options {@code --name}, its value, and so on
 */
record SplitArguments(Settings settings, List<String> options) {
  /** Whether the words ask what options there are. */
  static boolean askForHelp(List<String> words) {
    return words.contains("--help") || words.contains("-h");
  }

  /**
   * Options that the script declares are the script's, also where nn has one of that name.
   *
   * @throws Problem {@code usage}
   */
  static SplitArguments read(
      Settings settings, List<String> words, String file, DeclaredOptions declared) {
    Map<String, ScriptOptions.Option> known = declared.byName();
    Settings all = settings;
    List<String> options = new ArrayList<>();
    Deque<String> rest = new ArrayDeque<>(words);
    while (!rest.isEmpty()) {
      String word = rest.pop();
      if (!word.startsWith("--") || word.length() < 3) {
        throw Messages.noScriptOption(word);
      }
      int equals = word.indexOf('=');
      String option = equals < 0 ? word : word.substring(0, equals);
      if (equals >= 0) {
        rest.push(word.substring(equals + 1));
      }
      String name = name(option.substring(2), known);
      if (!known.containsKey(name)) {
        if (CommandLine.isSetting(option)) {
          all = CommandLine.with(all, option, rest);
          continue;
        }
        if (declared.complete()) {
          throw Messages.unknownScriptOption(name, file, known.keySet());
        }
      }
      String value = value(option, equals >= 0, kind(known.get(name)), rest);
      if (value.startsWith("--")) {
        // alone it would be the next option
        options.add("--" + name + "=" + value);
      } else {
        options.addAll(List.of("--" + name, value));
      }
    }
    return new SplitArguments(all, List.copyOf(options));
  }

  /** {@code --top-k} where the script says {@code top_k}. */
  private static String name(String given, Map<String, ScriptOptions.Option> known) {
    String underscored = given.replace('-', '_');
    return !known.containsKey(given) && known.containsKey(underscored) ? underscored : given;
  }

  private static Kind kind(ScriptOptions.Option declared) {
    return declared == null ? Kind.VALUE : Kind.of(declared.defaultText());
  }

  private static String value(String option, boolean given, Kind kind, Deque<String> rest) {
    boolean none = rest.isEmpty() || rest.peek().startsWith("--") && rest.peek().length() > 2;
    if (none && !given) {
      if (kind == Kind.SWITCH) {
        return "true";
      }
      throw Messages.needsValue(option);
    }
    String text = rest.pop();
    if (!kind.takes(text)) {
      throw Messages.needsKind(option, kind, text);
    }
    return text;
  }
}
