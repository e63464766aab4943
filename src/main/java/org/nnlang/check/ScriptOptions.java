// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.resolve.Resolution;
import org.nnlang.resolve.Use;
import org.nnlang.source.Span;
import org.nnlang.syntax.Argument;
import org.nnlang.syntax.Expr;

/** The options a script declares by {@code arg("name", default)}, found without running it. */
public final class ScriptOptions {
  private static final String FUNCTION = "arg";

  private ScriptOptions() {}

  /**
   * @param name as on the command line, without dashes
   * @param defaultText the default as it is written in the script, {@code none} where there is none
   * @param help what {@code help:} says, or null
   * @param place where it is declared
   */
  public record Option(String name, String defaultText, @Nullable String help, Span place) {}

  /**
   * What a script declares.
   *
   * @param options in the order of the text, each name once
   * @param complete whether there are no others: none has a name that is only known when it runs
   */
  public record Declared(List<Option> options, boolean complete) {}

  /** A function of the script that is named {@code arg} declares none. */
  public static Declared of(Resolution script) {
    List<Option> options = new ArrayList<>();
    boolean complete = true;
    for (Use use : script.uses()) {
      if (use.name().equals(FUNCTION) && !use.afterDot() && use.mayBeOutside()) {
        complete &= use.call() != null && declare(use.call(), options);
      }
    }
    return new Declared(options, complete);
  }

  /** Whether the text says the option's name. */
  private static boolean declare(Expr.Call call, List<Option> options) {
    if (!(argument(call, 0, "name") instanceof Expr.StringLit name)) {
      return false;
    }
    if (options.stream().noneMatch(o -> o.name().equals(name.value()))) {
      Expr value = argument(call, 1, "default");
      Expr help = argument(call, 2, "help");
      options.add(
          new Option(
              name.value(),
              value == null ? "none" : value.span().text(),
              help instanceof Expr.StringLit text ? text.value() : null,
              call.span()));
    }
    return true;
  }

  private static @Nullable Expr argument(Expr.Call call, int place, String name) {
    int at = 0;
    for (Argument argument : call.arguments()) {
      boolean here = argument.name() == null ? at == place : argument.name().name().equals(name);
      if (here) {
        return argument.value();
      }
      at++;
    }
    return null;
  }
}
