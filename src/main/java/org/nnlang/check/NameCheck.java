// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nnlang.resolve.Resolution;
import org.nnlang.resolve.Scope;
import org.nnlang.resolve.Symbol;
import org.nnlang.resolve.Use;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.Fix;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.source.Suggest;
import org.nnlang.syntax.Argument;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Param;
import org.nnlang.syntax.Stmt;
import org.nnlang.value.Parameter;
import org.nnlang.value.Signature;

/**
 * Finds names that are defined nowhere, also in functions that are never called, and arguments that
 * a function or model known by its name does not take.
 */
public final class NameCheck {
  /** More are rarely read, and mostly follow from the first. */
  private static final int MOST = 10;

  /** Words that stand where a name might: `None` was meant to be one of them. */
  private static final List<String> LITERALS = List.of("true", "false", "none");

  private final Set<String> known;
  private final Function<String, Signature> builtins;
  private final boolean later;
  private final List<Diagnostic> found = new ArrayList<>();

  private NameCheck(Set<String> known, Function<String, Signature> builtins, boolean later) {
    this.known = known;
    this.builtins = builtins;
    this.later = later;
  }

  /**
   * What is wrong, in the order of the text, ten at most.
   *
   * @param known names bound before the script runs, builtins among them
   * @param builtins the signature of a builtin, null where there is none of that name
   * @param later whether what a function reads may still be defined later, as at a prompt
   */
  public static List<Diagnostic> check(
      Resolution script, Set<String> known, Function<String, Signature> builtins, boolean later) {
    var names = new NameCheck(known, builtins, later);
    for (Use use : script.uses()) {
      if (!use.afterDot()) {
        names.read(use);
        if (use.call() != null) {
          names.arguments(use, use.call());
        }
      }
    }
    return names.found.stream().limit(MOST).toList();
  }

  /** The signature of a function or model defined in a script. */
  public static Signature signature(String name, List<Param> params) {
    List<Parameter> parameters = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Param p : params) {
      parameters.add(Parameter.of(p.name().name(), p.defaultValue() != null));
      texts.add(
          p.name().name()
              + (p.defaultValue() == null ? "" : " = " + p.defaultValue().span().text()));
    }
    return Signature.of(name + "(" + String.join(", ", texts) + ")", name, parameters);
  }

  private void read(Use use) {
    String name = use.name();
    boolean inScript = use.scope().kind() == Scope.Kind.SCRIPT;
    if (use.symbol() != null || known.contains(name) || later && !inScript) {
      return;
    }
    Set<String> candidates = use.scope().visible();
    candidates.addAll(known);
    candidates.addAll(LITERALS);
    found.add(
        Messages.unknownName(name, candidates)
            .at(use.span())
            .withFix(
                Suggest.nearest(name, candidates).map(n -> new Fix(use.span(), n)).orElse(null)));
  }

  /** Checks places and names of arguments where it is known from the text what is called. */
  private void arguments(Use use, Expr.Call call) {
    Signature signature =
        use.symbol() == null ? builtins.apply(use.name()) : signature(use.symbol(), use);
    if (signature != null) {
      arguments(call, signature);
    }
  }

  /** That of a function or model of the script whose name has no other meaning; else null. */
  private @Nullable Signature signature(Symbol symbol, Use use) {
    boolean once =
        symbol.scope().kind() == Scope.Kind.SCRIPT
            && symbol.definitions().size() == 1
            && symbol.definitions().getFirst().from() >= 0;
    if (!once || use.mayBeOutside() && known.contains(use.name())) {
      return null;
    }
    return switch (symbol.definitions().getFirst().code()) {
      case Stmt.FnDef f -> signature(f.name().name(), f.params());
      case Stmt.ModelDef m -> signature(m.name().name(), m.params());
      default -> null;
    };
  }

  private void arguments(Expr.Call call, Signature signature) {
    int positional = 0;
    List<String> named = new ArrayList<>();
    for (Argument argument : call.arguments()) {
      if (argument.name() == null) {
        positional++;
        continue;
      }
      named.add(argument.name().name());
    }
    try {
      signature.place(new Object[positional], named);
    } catch (Problem p) {
      found.add(p.at(place(p, call)));
    }
  }

  /** The argument the problem names, else the whole call. */
  private static Span place(Problem p, Expr.Call call) {
    for (Argument argument : call.arguments()) {
      if (argument.name() != null
          && p.argument() != null
          && p.argument().name().equals(argument.name().name())) {
        return argument.name().span();
      }
    }
    return call.span();
  }
}
