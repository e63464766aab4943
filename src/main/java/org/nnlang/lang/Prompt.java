// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.nnlang.builtin.Builtins;
import org.nnlang.builtin.Front;
import org.nnlang.builtin.Help;
import org.nnlang.syntax.Parser;

/**
 * What a prompt does, without the terminal: evaluates text after text in one scope, says what is
 * still open, completes names, and explains functions.
 */
public final class Prompt {
  private final Context context;
  private final Builtins builtins = Builtins.load();
  private final Help help = new Help(builtins);
  private int count;

  /**
   * @param context one with the language nn; the caller closes it
   */
  public Prompt(Context context) {
    this.context = context;
  }

  /** Tells the scripts of a context about the terminal around it and its Ctrl-C. */
  public static void introduce(Context context, Front front) {
    context.getBindings(NnLanguage.ID).putMember("front", context.asValue(front));
  }

  /**
   * What came of an input.
   *
   * @param shown the result as it is to be shown; empty where there is none
   * @param failure null where all went well
   */
  public record Outcome(String shown, Failure failure) {}

  /** Evaluates an input; what it defines stays. */
  public Outcome evaluate(String text, boolean colour) {
    count++;
    Source source =
        Source.newBuilder(NnLanguage.ID, text, "prompt " + count).interactive(true).buildLiteral();
    try {
      Value value = context.eval(source);
      return new Outcome(value.isNull() ? "" : shown(value), null);
    } catch (PolyglotException e) {
      return new Outcome("", Failure.of(e, colour));
    }
  }

  /** Texts in quotes, so that they are seen to be texts. */
  private static String shown(Value value) {
    return value.isString() ? org.nnlang.value.Show.quoted(value.asString()) : value.toString();
  }

  /** Whether the input needs more lines. */
  public boolean isIncomplete(String text) {
    return Parser.isIncomplete(text);
  }

  /** What help says of a function or word, or of all of them where {@code name} is empty. */
  public Optional<String> help(String name, int width) {
    return name.isEmpty() ? Optional.of(help.all(width)) : help.of(name);
  }

  /** Names that may stand at the end of {@code text}: those that go on from its last word. */
  public List<String> complete(String text) {
    int start = text.length();
    while (start > 0 && isWordOrDot(text.charAt(start - 1))) {
      start--;
    }
    String path = text.substring(start);
    int dot = path.lastIndexOf('.');
    String prefix = path.substring(dot + 1);
    Set<String> names = new LinkedHashSet<>();
    if (dot < 0) {
      names.addAll(context.getBindings(NnLanguage.ID).getMemberKeys());
      names.addAll(help.names());
    } else {
      names.addAll(members(path.substring(0, dot)));
    }
    List<String> fitting = new ArrayList<>();
    names.stream().filter(name -> name.startsWith(prefix)).sorted().forEach(fitting::add);
    return fitting;
  }

  private Set<String> members(String path) {
    Value value = context.getBindings(NnLanguage.ID);
    for (String name : path.split("\\.")) {
      value = value != null && value.hasMember(name) ? value.getMember(name) : null;
    }
    return value == null ? Set.of() : value.getMemberKeys();
  }

  private static boolean isWordOrDot(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }
}
