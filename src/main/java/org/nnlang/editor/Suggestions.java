// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.KeywordHelp;
import org.nnlang.builtin.Subject;
import org.nnlang.resolve.Symbol;
import org.nnlang.session.CompletionContext;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.HasItems;
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
   * @param documentation as Markdown; asked for when it is shown
   * @param start where the word that it takes the place of begins
   */
  public record Suggestion(
      Kind kind, String text, String detail, Function<Void, String> documentation, int start) {}

  /** Best first; nothing within a string. */
  public static List<Suggestion> at(Analysis a, int offset) {
    String text = a.text().text();
    CompletionContext place = CompletionContext.of(text, offset);
    if (place.inString() || isInComment(a, offset)) {
      return List.of();
    }
    var found = new Found(a, place.wordStart(), text.substring(place.wordStart(), offset));
    if (place.receiver() != null) {
      Object value = value(a, place.receiver(), offset);
      found.members(value);
      found.builtins(name -> isMethod(a, name));
      return found.all;
    }
    Subject subject = place.argument() == null ? null : Subject.ofArgument(place.argument());
    if (subject != null) {
      found.builtins(name -> a.builtins().subject(name) == subject);
    }
    if (place.callee() != null) {
      found.arguments(a.signature(place.callee().getLast(), offset));
    }
    found.visible(offset);
    found.builtins(name -> true);
    found.keywords();
    return found.all;
  }

  private static boolean isInComment(Analysis a, int offset) {
    return a.pieces().stream()
        .anyMatch(
            p ->
                p.kind() == org.nnlang.syntax.TextPieces.Kind.COMMENT
                    && p.start() < offset
                    && offset <= p.end());
  }

  /** Whether {@code x.name(…)} makes sense: it takes something by place. */
  private static boolean isMethod(Analysis a, String name) {
    Builtin builtin = Objects.requireNonNull(a.builtins().find(name));
    return builtin.constant() == null
        && Signature.of(builtin.signature()).parameters().stream().anyMatch(p -> !p.nameOnly());
  }

  private static @Nullable Object value(Analysis a, List<String> path, int offset) {
    if (path.isEmpty()) {
      return null;
    }
    Symbol symbol = a.names().scopeAt(offset).find(path.getFirst());
    Object value = symbol == null ? null : a.value(symbol, offset);
    for (String name : path.subList(1, path.size())) {
      value =
          switch (value) {
            case Record r -> r.get(name);
            case HasItems i when isIndex(name) -> item(i.items(), name);
            case List<?> l when isIndex(name) -> item(l, name);
            case HasMembers m -> m.member(name);
            case null, default -> null;
          };
    }
    return value;
  }

  private static boolean isIndex(String step) {
    return step.matches("-?\\d{1,9}");
  }

  private static @Nullable Object item(List<?> items, String step) {
    int index = Integer.parseInt(step);
    int at = index < 0 ? index + items.size() : index;
    return at >= 0 && at < items.size() ? items.get(at) : null;
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

    private void add(Kind kind, String text, String detail, Function<Void, String> documentation) {
      if (text.startsWith(word) && texts.add(text)) {
        all.add(new Suggestion(kind, text, detail, documentation, start));
      }
    }

    void members(@Nullable Object value) {
      switch (value) {
        case TensorLike t ->
            TensorMembers.NAMES.forEach(name -> add(Kind.MEMBER, name, "", x -> ""));
        case Record r -> r.forEach((name, v) -> member(name, v));
        case HasMembers m -> m.names().forEach(name -> member(name, m.member(name)));
        case null, default -> {}
      }
    }

    private void member(String name, @Nullable Object value) {
      // parts of a chain have numbers for names, which nobody writes after a dot
      if (!Character.isDigit(name.charAt(0))) {
        add(Kind.MEMBER, name, value == null ? "" : Described.value(value), x -> "");
      }
    }

    void arguments(@Nullable Signature signature) {
      if (signature == null) {
        return;
      }
      for (Parameter p : signature.parameters()) {
        if (p.form() == Parameter.Form.ONE) {
          add(Kind.ARGUMENT, p.name() + ": ", String.join(" or ", p.types()), x -> "");
        }
      }
    }

    void visible(int offset) {
      for (String name : a.names().scopeAt(offset).visible()) {
        Symbol symbol = a.names().scopeAt(offset).find(name);
        if (symbol == null) {
          continue;
        }
        Kind kind =
            switch (symbol.kind()) {
              case FUNCTION -> Kind.FUNCTION;
              case MODEL -> Kind.MODEL;
              default -> Kind.VARIABLE;
            };
        Object value = a.value(symbol, offset);
        Signature signature = a.signature(symbol);
        String detail =
            signature != null ? signature.toString() : value == null ? "" : Described.value(value);
        add(kind, name, detail, x -> Hover.comment(symbol.definitions().getLast().code().span()));
      }
    }

    void builtins(java.util.function.Predicate<String> which) {
      for (String name : a.builtins().names()) {
        if (name.startsWith(word) && which.test(name)) {
          boolean model = a.builtins().subject(name) == Subject.MODEL;
          add(
              model ? Kind.MODEL : Kind.FUNCTION,
              name,
              "",
              x ->
                  "```nn\n"
                      + Objects.requireNonNull(a.builtins().find(name)).signature()
                      + "\n```\n\n"
                      + Hover.paragraphs(Objects.requireNonNull(a.builtins().find(name)).doc()));
        }
      }
    }

    void keywords() {
      KeywordHelp.texts()
          .forEach((name, help) -> add(Kind.KEYWORD, name, "", x -> "```nn\n" + help + "```"));
    }
  }
}
