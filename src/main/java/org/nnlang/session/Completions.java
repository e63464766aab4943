// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtins;
import org.nnlang.builtin.Help;
import org.nnlang.builtin.Subject;
import org.nnlang.builtin.data.DatasetBuiltin;
import org.nnlang.check.NameCheck;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Stmt;
import org.nnlang.value.Parameter;
import org.nnlang.value.Signature;

/**
 * What may be meant by what was typed so far: members after a dot, names of arguments in a call,
 * names that are defined, functions and words of the language.
 */
final class Completions {
  private static final int BRIEF = 60;

  private final Context context;
  private final Inside inside;
  private final Builtins builtins;
  private final Set<String> keywords;

  Completions(Context context, Inside inside, Builtins builtins, Help help) {
    this.context = context;
    this.inside = inside;
    this.builtins = builtins;
    keywords = new TreeSet<>(help.names());
    keywords.removeAll(builtins.names());
  }

  /** What scripts have defined, in alphabetical order. */
  Set<String> defined() {
    Set<String> names = new TreeSet<>(context.getBindings(Prompt.LANGUAGE).getMemberKeys());
    names.remove(Prompt.LAST);
    return names;
  }

  /**
   * @param call the call that is being written; null where none is
   */
  List<Completion> at(CompletionContext place, @Nullable OpenCall call, String word) {
    List<Completion> all = new ArrayList<>();
    if (place.inString()) {
      texts(place, word, all);
      return all;
    }
    if (place.receiver() != null) {
      Value value = find(place.receiver());
      if (value != null) {
        add(value.getMemberKeys(), word, Completion.Group.MEMBER, all);
      }
      if (all.isEmpty() && !word.isEmpty()) {
        functions(word, name -> true, all);
      }
      return all;
    }
    Subject subject = place.argument() == null ? null : Subject.ofArgument(place.argument());
    if (subject != null) {
      functions(word, name -> builtins.subject(name) == subject, all);
      add(defined(), word, Completion.Group.DEFINED, all);
      return all;
    }
    if (place.callee() != null) {
      for (Parameter p : parameters(place.callee(), call)) {
        if (p.form() == Parameter.Form.ONE && p.name().startsWith(word)) {
          all.add(new Completion(p.name() + ": ", Completion.Group.ARGUMENT, ""));
        }
      }
    }
    boolean arguments = !all.isEmpty() && word.isEmpty();
    add(defined(), word, Completion.Group.DEFINED, all);
    if (!arguments) {
      functions(word, name -> true, all);
      add(keywords, word, Completion.Group.KEYWORD, all);
    }
    return all;
  }

  private static void add(
      Collection<String> names, String word, Completion.Group group, List<Completion> all) {
    for (String name : names) {
      // Parts of a chain have numbers for names, which nobody writes after a dot.
      if (name.startsWith(word) && !Character.isDigit(name.codePointAt(0))) {
        all.add(new Completion(name, group, ""));
      }
    }
  }

  /** Names of data sets where they are asked for, else files. */
  private void texts(CompletionContext place, String word, List<Completion> all) {
    if (List.of("dataset").equals(place.callee())) {
      add(DatasetBuiltin.names(), word, Completion.Group.DATASET, all);
      return;
    }
    int base = word.lastIndexOf('/') + 1;
    for (String name : inside.files(word.substring(0, base))) {
      boolean hidden = name.startsWith(".") && word.length() == base;
      if (name.startsWith(word.substring(base)) && !hidden) {
        all.add(new Completion(word.substring(0, base) + name, Completion.Group.FILE, ""));
      }
    }
  }

  private void functions(String word, Predicate<String> which, List<Completion> all) {
    for (String name : builtins.names()) {
      if (name.startsWith(word) && which.test(name)) {
        // To say what a function does its class is loaded: not for all of them.
        String brief =
            word.isEmpty() ? "" : brief(Objects.requireNonNull(builtins.find(name)).doc());
        all.add(new Completion(name, Completion.Group.FUNCTION, brief));
      }
    }
  }

  /** The first sentence, cut where it is long. */
  private static String brief(String doc) {
    String text = doc.lines().takeWhile(l -> !l.isBlank()).collect(Collectors.joining(" "));
    int end = text.indexOf(". ");
    String first = end < 0 ? text.replaceFirst("\\.$", "") : text.substring(0, end);
    return first.length() <= BRIEF ? first : first.substring(0, BRIEF - 1).strip() + "…";
  }

  /** The value that a path such as {@code net.head} leads to, or null. */
  private @Nullable Value find(List<String> path) {
    Value value = path.isEmpty() ? null : context.getBindings(Prompt.LANGUAGE);
    for (String name : path) {
      value = value == null ? null : step(value, name);
    }
    return value;
  }

  private static @Nullable Value step(Value value, String name) {
    if (value.hasMember(name)) {
      return value.getMember(name);
    }
    if (!value.hasArrayElements() || !name.matches("-?\\d{1,9}")) {
      return null;
    }
    long index = Long.parseLong(name);
    long at = index < 0 ? index + value.getArraySize() : index;
    return at >= 0 && at < value.getArraySize() ? value.getArrayElement(at) : null;
  }

  /** Those that nothing was given for yet. */
  private List<Parameter> parameters(List<String> callee, @Nullable OpenCall call) {
    return called(callee)
        .map(
            c -> call == null ? c.signature().parameters() : call.missing(c.signature(), c.given()))
        .orElse(List.of());
  }

  /** What a call would call, as far as that is known. */
  Optional<Typing.Called> called(List<String> callee) {
    Value value = find(callee);
    if (value != null) {
      return signature(value).map(s -> new Typing.Called(s, 0));
    }
    return Optional.ofNullable(builtins.signature(callee.getLast()))
        .map(signature -> new Typing.Called(signature, callee.size() > 1 ? 1 : 0));
  }

  /** What a function or model of a script takes, which its text says. */
  private static Optional<Signature> signature(Value function) {
    SourceSection section = function.getSourceLocation();
    if (section == null) {
      return Optional.empty();
    }
    try {
      var text = new SourceText("", section.getCharacters().toString());
      return switch (Parser.parse(text, Limits.DEFAULT).body().getFirst()) {
        case Stmt.FnDef f -> Optional.of(NameCheck.signature(f.name().name(), f.params()));
        case Stmt.ModelDef m -> Optional.of(NameCheck.signature(m.name().name(), m.params()));
        default -> Optional.empty();
      };
    } catch (DiagnosticException e) {
      return Optional.empty();
    }
  }
}
