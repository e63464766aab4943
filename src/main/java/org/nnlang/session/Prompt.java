// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtins;
import org.nnlang.builtin.Help;
import org.nnlang.builtin.job.Job;
import org.nnlang.syntax.Parser;
import org.nnlang.value.Show;

/**
 * What a prompt does, without the terminal: evaluates text after text in one scope, says what is
 * still open, completes names, and explains functions.
 */
public final class Prompt {
  /** The name that stands for the last value shown. */
  public static final String LAST = "_";

  /** The name by which a host asks for nn. */
  static final String LANGUAGE = "nn";

  private static final String SOURCE = "<prompt>";

  private final Context context;
  private final Inside inside;
  private final Builtins builtins;
  private final Help help;
  private final Completions completions;
  private final EntryLog log = new EntryLog();
  private @Nullable Source file;

  /**
   * @param context one with the language nn; the caller closes it
   */
  public Prompt(Context context, Inside inside) {
    this.context = context;
    this.inside = inside;
    Builtins builtins = Builtins.load();
    help = new Help(builtins);
    completions = new Completions(context, inside, builtins, help);
    this.builtins = builtins;
  }

  /**
   * What came of an input.
   *
   * @param shown the result as it is to be shown; empty where there is none
   * @param notes what else became of it, a line each
   * @param failure null where all went well
   */
  public record Outcome(String shown, List<String> notes, @Nullable Failure failure) {
    public Outcome {
      notes = List.copyOf(notes);
    }
  }

  /** Runs a file, whose names stay. */
  public @Nullable Failure run(Source file, boolean colour) {
    try {
      this.file = file;
      context.eval(file);
      log.add(file);
      return null;
    } catch (PolyglotException e) {
      return Failure.of(e, colour);
    }
  }

  /**
   * Takes the new text of files that were imported, and of what the file that was run defines;
   * instances of models that are others now are made anew. The rest of that file is not run again.
   */
  public Outcome reload(boolean colour) {
    List<Source> texts = new ArrayList<>();
    try {
      if (file != null && file.getPath() != null) {
        Path path = Path.of(file.getPath());
        texts.add(
            Source.newBuilder(LANGUAGE, path.toFile())
                .content(Definitions.of(Files.readString(path)))
                .name(file.getName())
                .interactive(true)
                .build());
      }
    } catch (IOException e) {
      return new Outcome("", List.of(file.getName() + " cannot be read any more"), null);
    }
    log.imports().forEach(statement -> texts.add(entry(statement)));
    List<String> notes = new ArrayList<>();
    for (Source text : texts) {
      Outcome outcome = evaluated(text, colour, false);
      notes.addAll(outcome.notes());
      if (outcome.failure() != null) {
        return new Outcome("", notes, outcome.failure());
      }
    }
    return new Outcome("", notes, null);
  }

  /** What was entered without a mistake, as a script. */
  public String script() {
    return log.script();
  }

  /** The last text that was entered without a mistake; empty before the first. */
  public String lastEntry() {
    return log.last();
  }

  /** The text of a function or model that was defined; empty where the name is none's. */
  public Optional<String> source(String name) {
    Value value = context.getBindings(LANGUAGE).getMember(name);
    SourceSection text = value == null ? null : value.getSourceLocation();
    return text == null ? Optional.empty() : Optional.of(text.getCharacters().toString());
  }

  /** Evaluates an input; what it defines stays, and its value is {@code _} from now on. */
  public Outcome evaluate(String text, boolean colour) {
    return evaluated(entry(text), colour, true);
  }

  private static Source entry(String text) {
    return Source.newBuilder(LANGUAGE, text, SOURCE).interactive(true).buildLiteral();
  }

  private Outcome evaluated(Source source, boolean colour, boolean logged) {
    Supplier<List<String>> renewal = inside.renewal();
    long start = System.nanoTime();
    try {
      Value value = context.eval(source);
      if (logged) {
        log.add(source.getCharacters().toString(), !value.isNull());
      }
      List<String> notes = renewal.get();
      if (value.isNull()) {
        return new Outcome("", notes, null);
      }
      context.getBindings(LANGUAGE).putMember(LAST, value);
      String shown = inside.saidSince(LAST, start) ? "" : inside.preview(LAST, colour);
      return new Outcome(shown == null ? shown(value) : shown, notes, null);
    } catch (PolyglotException e) {
      return new Outcome("", renewal.get(), Failure.of(e, colour));
    }
  }

  /**
   * What is to be said of trainings in the background that are over since this was asked before;
   * may be empty.
   */
  public String news(boolean colour) {
    var news = new StringBuilder();
    for (Job job : inside.jobs().takeEnded()) {
      RuntimeException failure = job.failure();
      String how =
          failure == null
              ? job.show() + "\n"
              : "job " + job.number() + " failed\n" + inside.failure(failure, colour).text();
      news.append(how);
    }
    return news.toString();
  }

  /** The trainings in the background that go on, a line each of less than {@code width} cells. */
  public List<String> running(int width) {
    return inside.jobs().running().stream().map(job -> job.line(width)).toList();
  }

  /** Says of each training in the background how it is with it. */
  public String jobs() {
    List<Job> all = inside.jobs().all();
    return all.isEmpty()
        ? "nothing was trained in the background yet\n"
        : all.stream().map(job -> job.show() + "\n").collect(Collectors.joining());
  }

  /** Texts in quotes, so that they are seen to be texts, but for those of several lines. */
  private static String shown(Value value) {
    boolean lines = value.isString() && value.asString().contains("\n");
    return lines ? value.asString() : quoted(value);
  }

  private static String quoted(Value value) {
    return value.isString() ? Show.quoted(value.asString()) : value.toString();
  }

  /** Whether the input needs more lines. */
  public static boolean isIncomplete(String text) {
    return Parser.isIncomplete(text);
  }

  /** What was defined by what was typed, in alphabetical order. */
  public Set<String> defined() {
    return completions.defined();
  }

  /** What something that was defined is, in one line. */
  public String brief(String name) {
    Value value = context.getBindings(LANGUAGE).getMember(name);
    if (value.hasArrayElements() && value.hasMember("shape")) {
      return "tensor " + value.getMember("shape");
    }
    return quoted(value).replaceAll("\\s+", " ");
  }

  /** What help says of a name: a function, a word of the language, or what was defined here. */
  public Optional<String> help(String name) {
    if (defined().contains(name)) {
      Value value = context.getBindings(LANGUAGE).getMember(name);
      SourceSection text = value.getSourceLocation();
      return Optional.of((text == null ? brief(name) : text.getCharacters()) + "\n");
    }
    return help.of(name);
  }

  /** All that help knows of, in columns. */
  public String help(int width) {
    return help.all(width);
  }

  /** Names help can be asked for. */
  public Set<String> names() {
    Set<String> names = help.names();
    names.addAll(defined());
    return names;
  }

  /** What may stand for the word before the cursor, or for the text of the string there. */
  public List<Completion> complete(String text, int cursor) {
    CompletionContext place = CompletionContext.of(text, cursor);
    OpenCall call = OpenCall.at(text, place.wordStart()).orElse(null);
    return completions.at(place, call, text.substring(place.wordStart(), cursor));
  }

  /** What is to be seen of the next entry while it is typed. */
  public Typing typing() {
    return new Typing(builtins, defined(), completions::called);
  }
}
