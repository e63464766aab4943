// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.source.Span;
import org.nnlang.syntax.Argument;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Node;
import org.nnlang.syntax.Script;

/** The options a script declares by {@code arg("name", default)}, found without running it. */
public final class ScriptOptions {
  private ScriptOptions() {}

  /**
   * @param name as on the command line, without dashes
   * @param defaultText the default as it is written in the script, {@code none} where there is none
   * @param help what {@code help:} says, or null
   * @param place where it is declared
   */
  public record Option(String name, String defaultText, String help, Span place) {}

  /** In the order of the text, each name once. */
  public static List<Option> of(Script script) {
    List<Option> options = new ArrayList<>();
    collect(script, options);
    return options;
  }

  private static void collect(Node node, List<Option> options) {
    if (node instanceof Expr.Call call
        && call.callee() instanceof Expr.Name callee
        && callee.name().equals("arg")
        && argument(call, 0, "name") instanceof Expr.StringLit name
        && options.stream().noneMatch(o -> o.name().equals(name.value()))) {
      Expr value = argument(call, 1, "default");
      Expr help = argument(call, 2, "help");
      options.add(
          new Option(
              name.value(),
              value == null ? "none" : value.span().text(),
              help instanceof Expr.StringLit text ? text.value() : null,
              call.span()));
    }
    Children.of(node).forEach(child -> collect(child, options));
  }

  private static Expr argument(Expr.Call call, int place, String name) {
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
