// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Builtins;
import org.nnlang.builtin.KeywordHelp;
import org.nnlang.builtin.Subject;
import org.nnlang.builtin.data.DatasetBuiltin;
import org.nnlang.resolve.Symbol;
import org.nnlang.session.CompletionContext;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.TextPieces;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.HasMembers;
import org.nnlang.value.Parameter;
import org.nnlang.value.Record;
import org.nnlang.value.Signature;
import org.nnlang.value.TensorMembers;

/** What may be meant by a word that is being typed. */
public final class Suggestions {
  private Suggestions() {}

  public enum Kind {
    MEMBER,
    ARGUMENT,
    VARIABLE,
    FUNCTION,
    MODEL,
    KEYWORD
  }

  /**
   * @param text what is to stand there
   * @param detail in a few words; may be empty
   * @param documentation as Markdown, may be empty; null of what comes with nn, of which {@link
   *     #documentation} says it when it is shown
   * @param start where the word that it takes the place of begins
   */
  public record Suggestion(
      Kind kind, String text, String detail, @Nullable String documentation, int start) {}

  /** What is said of a function or word of nn, as Markdown; empty where it is none. */
  public static String documentation(Builtins builtins, String name) {
    Builtin builtin = builtins.find(name);
    String keyword = KeywordHelp.texts().get(name);
    return builtin != null
        ? Hover.documented(builtin)
        : keyword == null ? "" : "```nn\n" + keyword + "```";
  }

  /** Best first; within a string only what nn has by name. */
  public static List<Suggestion> at(Analysis a, int offset) {
    String text = a.text().text();
    CompletionContext place = CompletionContext.of(text, offset);
    if (isInComment(a, offset)) {
      return List.of();
    }
    var found = new Found(a, place.wordStart(), text.substring(place.wordStart(), offset));
    if (place.inString()) {
      if (List.of("dataset").equals(place.callee())) {
        DatasetBuiltin.names().forEach(name -> found.add(Kind.VARIABLE, name, "", ""));
      }
      return found.all;
    }
    if (place.receiver() != null) {
      List<String> receiver = place.receiver();
      if (!found.imported(receiver, offset)) {
        found.members(a.value(receiver, offset));
        found.builtins(name -> isMethod(a, name));
      }
      return found.all;
    }
    Subject subject = place.argument() == null ? null : Subject.ofArgument(place.argument());
    if (subject != null) {
      found.builtins(name -> a.builtins().subject(name) == subject);
    }
    if (place.callee() != null) {
      boolean afterDot = place.callee().size() > 1;
      Called.of(a, place.callee(), afterDot, offset).ifPresent(found::arguments);
    }
    found.visible(offset);
    found.builtins(name -> true);
    found.keywords();
    return found.all;
  }

  private static boolean isInComment(Analysis a, int offset) {
    return a.pieces().stream()
        .anyMatch(
            p -> p.kind() == TextPieces.Kind.COMMENT && p.start() < offset && offset <= p.end());
  }

  /** Whether {@code x.name(…)} makes sense: it takes something by place. */
  private static boolean isMethod(Analysis a, String name) {
    Signature signature = a.builtins().signature(name);
    return signature != null && signature.parameters().stream().anyMatch(p -> !p.nameOnly());
  }

  private static final class Found {
    private final Analysis a;
    private final int start;
    private final String word;
    private final List<Suggestion> all = new ArrayList<>();
    private final Set<String> texts = new TreeSet<>();

    Found(Analysis a, int start, String word) {
      this.a = a;
      this.start = start;
      this.word = word;
    }

    private void add(Kind kind, String text, String detail, @Nullable String documentation) {
      if (text.startsWith(word) && texts.add(text)) {
        all.add(new Suggestion(kind, text, detail, documentation, start));
      }
    }

    void members(@Nullable Object value) {
      switch (value) {
        case TensorLike t -> TensorMembers.NAMES.forEach(name -> add(Kind.MEMBER, name, "", ""));
        case Record r -> r.forEach((name, v) -> member(name, v));
        case HasMembers m -> m.names().forEach(name -> member(name, m.member(name)));
        case null, default -> {}
      }
    }

    private void member(String name, @Nullable Object value) {
      // parts of a chain have numbers for names, which nobody writes after a dot
      if (!Character.isDigit(name.charAt(0))) {
        add(Kind.MEMBER, name, value == null ? "" : Described.value(value), "");
      }
    }

    void arguments(Called called) {
      List<Parameter> all = called.signature().parameters();
      for (Parameter p : all.subList(Math.min(called.given(), all.size()), all.size())) {
        if (p.form() == Parameter.Form.ONE) {
          add(Kind.ARGUMENT, p.name() + ": ", String.join(" or ", p.types()), "");
        }
      }
    }

    /** Names of a file that is imported, of which no value may be known. */
    boolean imported(List<String> receiver, int offset) {
      Symbol symbol =
          receiver.size() == 1 ? a.names().scopeAt(offset).find(receiver.getFirst()) : null;
      Analysis file =
          symbol != null && symbol.definitions().getLast().code() instanceof Stmt.Import i
              ? a.imported(i)
              : null;
      if (file != null) {
        file.names().scope().symbols().forEach(s -> symbol(file, s, Integer.MAX_VALUE));
      }
      return file != null;
    }

    void visible(int offset) {
      for (String name : a.names().scopeAt(offset).visible()) {
        Symbol symbol = a.names().scopeAt(offset).find(name);
        if (symbol != null) {
          symbol(a, symbol, offset);
        }
      }
    }

    private void symbol(Analysis in, Symbol symbol, int before) {
      Kind kind =
          switch (symbol.kind()) {
            case FUNCTION -> Kind.FUNCTION;
            case MODEL -> Kind.MODEL;
            default -> Kind.VARIABLE;
          };
      Object value = in.value(symbol, before);
      Signature signature = in.signature(symbol);
      String detail =
          signature != null ? signature.toString() : value == null ? "" : Described.value(value);
      String comment = Hover.comment(symbol.definitions().getLast().code().span());
      add(kind, symbol.name(), detail, comment);
    }

    void builtins(Predicate<String> which) {
      for (String name : a.builtins().names()) {
        if (name.startsWith(word) && which.test(name)) {
          boolean model = a.builtins().subject(name) == Subject.MODEL;
          add(model ? Kind.MODEL : Kind.FUNCTION, name, "", null);
        }
      }
    }

    void keywords() {
      KeywordHelp.texts().keySet().forEach(name -> add(Kind.KEYWORD, name, "", null));
    }
  }
}
