// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Type;
import org.nnlang.op.Mismatch;
import org.nnlang.resolve.Resolution;
import org.nnlang.source.Detail;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Fix;
import org.nnlang.source.Limits;
import org.nnlang.source.Note;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;
import org.nnlang.syntax.Argument;
import org.nnlang.syntax.BinaryOp;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Param;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.syntax.Tree;
import org.nnlang.value.Callable;

/**
 * Looks for one change of the text with which an error is gone and no other comes: each that might
 * be it is made, and the script checked again. What does not help is never proposed.
 */
final class Repairs {
  /** Each costs a check of the script, some milliseconds. */
  private static final int MOST_TRIED = 24;

  private static final int LONGEST_SHOWN = 60;

  /** The arguments that hold the target of a loss; by place it is the second. */
  private static final Set<String> DATA = Set.of("target", "data", "validate");

  private final Script script;
  private final Diagnostic wrong;
  private final List<Said> others;
  private final Supplier<Prelude> preludes;
  private final int steps;
  private final Set<Change> changes = new LinkedHashSet<>();

  /**
   * @param place what is replaced
   * @param shown what a reader is shown as changed: {@code place} with what is around it
   */
  private record Change(Span place, String text, Span shown) {
    String before() {
      return flat(shown.text());
    }

    String after() {
      String whole = shown.text();
      int from = place.start() - shown.start();
      return flat(
          whole.substring(0, from) + text + whole.substring(from + place.end() - place.start()));
    }

    private static String flat(String text) {
      return text.replaceAll("\\s+", " ");
    }
  }

  /**
   * A number written in the script, with the call or assignment it stands in.
   *
   * @param isFactor whether it is part of some arithmetic
   */
  private record Literal(Expr.IntLit number, Span shown, boolean isFactor) {}

  private Repairs(
      Script script,
      List<Diagnostic> found,
      Diagnostic wrong,
      Supplier<Prelude> preludes,
      int steps) {
    this.script = script;
    others = said(found.stream().filter(d -> d != wrong).toList());
    this.wrong = wrong;
    this.preludes = preludes;
    this.steps = steps;
  }

  /** What was found, each with the change that helps in its hint, if there is one. */
  static List<Diagnostic> propose(
      Script script, List<Diagnostic> found, Supplier<Prelude> preludes, int steps) {
    return found.stream()
        .map(wrong -> new Repairs(script, found, wrong, preludes, steps).propose())
        .toList();
  }

  private Diagnostic propose() {
    if (wrong.code() != ErrorCode.SHAPE || wrong.span().source() != script.span().source()) {
      return wrong;
    }
    axes();
    layers();
    numbers();
    return changes.stream()
        .limit(Math.ceilDiv(MOST_TRIED, others.size() + 1))
        .filter(this::helps)
        .findFirst()
        .map(this::hint)
        .orElse(wrong);
  }

  private Diagnostic hint(Change change) {
    String then =
        others.isEmpty() ? "the whole script checks" : "this error goes, and no other comes";
    String text = "with `%s` for `%s` %s".formatted(change.after(), change.before(), then);
    return wrong
        .withHint(wrong.hint() == null ? text : wrong.hint() + "\n" + text)
        .withFix(new Fix(change.place, change.text));
  }

  /** Whether the same check, of the changed text, finds what else there was and no more. */
  private boolean helps(Change change) {
    SourceText source = script.span().source();
    String text = source.text();
    String changed =
        text.substring(0, change.place.start()) + change.text + text.substring(change.place.end());
    try {
      Script other = Parser.parse(source.changed(changed), Limits.DEFAULT);
      Prelude prelude = preludes.get();
      return names(other, prelude).isEmpty()
          && said(new AbstractInterpreter(other, prelude, steps).look(other)).equals(others);
    } catch (DiagnosticException e) {
      return false;
    }
  }

  private static List<Diagnostic> names(Script script, Prelude prelude) {
    Resolution names = Resolution.of(script);
    Set<String> known = new HashSet<>();
    names.uses().forEach(use -> known.add(use.name()));
    known.removeIf(name -> prelude.builtin(name) == null && !prelude.isBound(name));
    return NameCheck.check(
        names,
        known,
        name ->
            !prelude.isBound(name) && prelude.builtin(name) instanceof Callable c
                ? c.signature()
                : null,
        false);
  }

  /** What was said, wherever: places move as the text is changed. */
  private record Said(ErrorCode code, Detail detail) {}

  private static List<Said> said(List<Diagnostic> found) {
    return found.stream().map(d -> new Said(d.code(), d.detail())).toList();
  }

  // ---- what might help

  /** What is not known by its numbers: a matrix that lies on its side, an axis of size 1. */
  private void axes() {
    switch (wrong.detail()) {
      case Mismatch.Product p when p.left().rank() == 2 && p.right().rank() == 2 -> {
        for (Expr.Binary product : at(wrong.span(), Expr.Binary.class)) {
          if (product.op() == BinaryOp.MATMUL) {
            changes.add(
                new Change(product.right().span(), with(product.right(), ".T"), product.span()));
          }
        }
      }
      case Mismatch.Target t when isWithOne(t.prediction(), t.target()) ->
          targets(".unsqueeze(-1)", false);
      case Mismatch.Target t when isWithOne(t.target(), t.prediction()) ->
          targets(".squeeze(-1)", false);
      case Mismatch.Classes c
          when c.logits().rank() == c.target().rank() && c.target().last().is(1) ->
          targets(".squeeze(-1)", false);
      case Mismatch.Classes c when c.logits().dims().equals(c.target().dims()) ->
          // rows of anything else than one class each would lose what they say
          targets(".argmax(-1)", true);
      default -> {}
    }
  }

  /** Whether a type is another with one more axis, of size 1, at its end. */
  private static boolean isWithOne(Type more, Type less) {
    int n = less.rank();
    return more.rank() == n + 1
        && more.last().is(1)
        && more.dims().subList(0, n).equals(less.dims());
  }

  /** The target of a loss, or of the data of a training, with {@code end} behind it. */
  private void targets(String end, boolean oneHot) {
    for (Expr.Call call : at(wrong.span(), Expr.Call.class)) {
      for (int i = 0; i < call.arguments().size(); i++) {
        Argument argument = call.arguments().get(i);
        boolean isData = argument.name() == null ? i == 1 : DATA.contains(argument.name().name());
        Expr target = argument.value();
        if (target instanceof Expr.ListLit pair && !pair.items().isEmpty()) {
          target = pair.items().getLast();
        }
        if (isData && (!oneHot || isOneHot(target))) {
          changes.add(new Change(target.span(), with(target, end), argument.span()));
        }
      }
    }
  }

  private boolean isOneHot(Expr target) {
    return target instanceof Expr.Call c
        && c.callee() instanceof Expr.Name name
        && name.name().equals("one_hot");
  }

  /** An expression with a member of it read. */
  private static String with(Expr expression, String end) {
    boolean simple =
        expression instanceof Expr.Name
            || expression instanceof Expr.Call
            || expression instanceof Expr.Index
            || expression instanceof Expr.Member;
    String text = expression.span().text();
    return (simple ? text : "(" + text + ")") + end;
  }

  /** The size of one layer as another says it: {@code linear(hidden, 1)}. */
  private void layers() {
    List<Expr.Call> calls = made();
    for (Expr.Call call : calls) {
      for (Argument argument : call.arguments()) {
        for (Expr.Call other : calls) {
          if (other != call && argument.name() == null && model(call) == model(other)) {
            other.arguments().stream()
                .filter(a -> a.name() == null && !(a.value() instanceof Expr.IntLit))
                .map(a -> a.value().span().text())
                .filter(text -> !text.equals(argument.span().text()))
                .forEach(text -> changes.add(new Change(argument.span(), text, call.span())));
          }
        }
      }
    }
  }

  /** Calls that made the layers of which the notes say so. */
  private List<Expr.Call> made() {
    List<Expr.Call> calls = new ArrayList<>();
    for (Note note : wrong.notes()) {
      if (note.span().isKnown() && note.isMaker()) {
        calls.addAll(at(note.span(), Expr.Call.class));
      }
    }
    return calls;
  }

  /** The model a node stands in, or null. */
  private @Nullable Stmt model(SyntaxNode node) {
    return script.body().stream()
        .filter(s -> s instanceof Stmt.ModelDef && isWithin(node.span(), s.span()))
        .findFirst()
        .orElse(null);
  }

  /** Another of the sizes that do not go together, or one that divides. */
  private void numbers() {
    boolean division = wrong.detail() instanceof Mismatch.Division;
    Set<Long> named = new TreeSet<>(wrong.detail().sizes());
    if (wrong.detail() instanceof Mismatch) {
      // everything goes with an axis of 1, and it is hardly ever what was meant
      named.remove(1L);
    }
    for (Expr.Call call : made()) {
      for (Argument argument : call.arguments()) {
        if (argument.name() == null && argument.value() instanceof Expr.Binary) {
          named.forEach(
              n -> changes.add(new Change(argument.span(), Long.toString(n), call.span())));
        }
      }
    }
    List<Literal> literals = new ArrayList<>();
    collect(script, null, false, literals);
    literals.removeIf(l -> l.number.value() == 0 || !named.contains(l.number.value()));
    literals.removeIf(l -> division && l.isFactor);
    // of a division that leaves a rest rather the divisor is changed
    literals.sort(
        division
            ? Comparator.comparingLong(l -> l.number.value())
            : Comparator.comparingInt(this::distance));
    for (Literal literal : literals) {
      long value = literal.number.value();
      if (division) {
        for (long step = 1; step <= 4; step++) {
          // anything is divided by 1, which is never what was meant
          add(literal, value - step > 1 ? value - step : 0);
          add(literal, value + step);
        }
      }
      named.stream()
          .filter(n -> n != value)
          .sorted(Comparator.comparingLong(n -> Math.abs(n - value)))
          .forEach(n -> add(literal, n));
    }
  }

  private void add(Literal literal, long value) {
    if (value > 0) {
      changes.add(new Change(literal.number.span(), Long.toString(value), literal.shown));
    }
  }

  /** Numbers of a layer come first, those in what is underlined, of the notes, then the nearest. */
  private int distance(Literal literal) {
    Span at = literal.number.span();
    int place = 0;
    for (Note note : wrong.notes()) {
      place++;
      if (note.span().isKnown() && isWithin(at, note.span())) {
        return place;
      }
    }
    return made().isEmpty() && isWithin(at, wrong.span())
        ? 0
        : place + 1 + Math.abs(at.start() - wrong.span().start());
  }

  private static boolean isWithin(Span inner, Span outer) {
    return outer.source() == inner.source()
        && outer.start() <= inner.start()
        && inner.end() <= outer.end();
  }

  private static void collect(
      SyntaxNode node, @Nullable Span around, boolean factor, List<Literal> out) {
    if (node instanceof Expr.IntLit number) {
      out.add(new Literal(number, around == null ? number.span() : around, factor));
    }
    boolean shown =
        node instanceof Expr.Call
            || node instanceof Param
            || node instanceof Stmt.Assign
            || node instanceof Expr.ListLit && around == null
            || node instanceof Argument a && a.name() != null;
    Span next = shown && node.span().text().length() <= LONGEST_SHOWN ? node.span() : around;
    if (!shown && !(node instanceof Expr)) {
      next = node instanceof Argument ? around : null;
    }
    for (SyntaxNode child : Tree.children(node)) {
      collect(child, next, node instanceof Expr.Binary, out);
    }
  }

  /** Nodes that stand exactly at a place. */
  private <T extends SyntaxNode> List<T> at(Span place, Class<T> kind) {
    List<T> out = new ArrayList<>();
    at(script, place, kind, out);
    return out;
  }

  private static <T extends SyntaxNode> void at(
      SyntaxNode node, Span place, Class<T> kind, List<T> out) {
    if (kind.isInstance(node) && node.span().equals(place)) {
      out.add(kind.cast(node));
    }
    Tree.children(node).forEach(child -> at(child, place, kind, out));
  }
}
