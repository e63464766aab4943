// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.Context;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.MaskingCallback;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.nnlang.builtin.Help;
import org.nnlang.session.Failure;
import org.nnlang.session.Prompt;

/** Reads what is typed, runs it, shows its value, and reads on. */
final class TerminalSession {
  private static final int USUAL_HEIGHT = 24;
  private static final String FIRST = "nn> ";
  private static final String NEXT = "  | ";
  private static final String GREETING = "nn: `help` lists functions, Ctrl-D leaves\n";

  private final Terminal terminal;
  private final Settings settings;
  private final boolean colour;
  private final Path folder;
  private final PrintStream out;
  private final TerminalConsole console;
  private final List<String> options;
  private final Editor editor;
  private final Running running;
  private final LineReader reader;
  private final PlainReader plain;
  private final JobBar bar;
  private final Lesson lesson;
  private boolean leaving;

  private TerminalSession(
      Terminal terminal,
      Settings settings,
      boolean colour,
      Path folder,
      List<String> options,
      UnaryOperator<String> environment) {
    this.terminal = terminal;
    this.settings = settings;
    this.colour = colour;
    this.folder = folder;
    this.options = options;
    editor = new Editor(environment);
    out = new PrintStream(terminal.output(), false, StandardCharsets.UTF_8);
    console = new TerminalConsole(terminal, colour, out, this::typedMeanwhile);
    lesson = new Lesson(out, console::width);
    running = new Running(this::start);
    reader = reader(environment);
    plain = new PlainReader(terminal, out);
    bar = new JobBar(terminal, reader, () -> running.jobs(console.width()));
  }

  private Context start() {
    return Contexts.open(
        settings,
        options,
        InputStream.nullInputStream(),
        terminal.output(),
        terminal.output(),
        folder,
        console);
  }

  private LineReader reader(UnaryOperator<String> environment) {
    Map<String, Object> variables = new HashMap<>();
    variables.put(LineReader.SECONDARY_PROMPT_PATTERN, NEXT);
    variables.put(LineReader.INDENTATION, EntryParser.INDENT_UNIT);
    HistoryFile.find(environment).ifPresent(f -> variables.put(LineReader.HISTORY_FILE, f));
    try {
      var entries = new EntryReader(terminal, variables, () -> colour ? running.typing() : null);
      entries.setParser(new EntryParser());
      entries.setCompleter(new Completions(running::prompt));
      if (colour) {
        entries.setHighlighter(new Colours(running::typing));
      }
      entries.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
      entries.option(LineReader.Option.CASE_INSENSITIVE_SEARCH, true);
      entries.option(LineReader.Option.HISTORY_IGNORE_SPACE, false);
      ClosingBracket.bind(entries);
      return entries;
    } catch (IOException e) {
      throw Messages.noTerminal().causedBy(e);
    }
  }

  /**
   * Opens the terminal the process was started in, and reads until the user leaves.
   *
   * @param script to be run before; null for none
   * @param options of the script
   */
  static int open(Streams streams, Settings settings, ScriptFile script, List<String> options) {
    try (Terminal terminal = SystemTerminal.open(streams)) {
      return on(terminal, settings, streams.colourAtPrompt(), streams, script, options);
    } catch (IOException e) {
      throw Messages.noTerminal().causedBy(e);
    }
  }

  /** The same, with a chapter of the tutorial. */
  static int learn(Streams streams, Settings settings, int chapter) {
    try (Terminal terminal = SystemTerminal.open(streams)) {
      TerminalSession session =
          prepared(terminal, settings, streams.colourAtPrompt(), streams, List.of());
      session.lesson.begin(chapter);
      return session.loop(null);
    } catch (IOException e) {
      throw Messages.noTerminal().causedBy(e);
    }
  }

  static int on(Terminal terminal, Settings settings, boolean colour, Streams streams) {
    return on(terminal, settings, colour, streams, null, List.of());
  }

  private static int on(
      Terminal terminal,
      Settings settings,
      boolean colour,
      Streams streams,
      ScriptFile script,
      List<String> options) {
    return prepared(terminal, settings, colour, streams, options).loop(script);
  }

  private static TerminalSession prepared(
      Terminal terminal, Settings settings, boolean colour, Streams streams, List<String> options) {
    // Its letters for lines become letters where a terminal is told otherwise.
    System.setProperty("org.jline.utils.disableAlternateCharset", "true");
    if (terminal.getSize().getColumns() <= 0) {
      // As under a program that watches another: the editor would have no room to draw in.
      terminal.setSize(Size.of(Help.USUAL_WIDTH, USUAL_HEIGHT));
    }
    return new TerminalSession(
        terminal, settings, colour, streams.folder(), options, streams.environment());
  }

  private int loop(ScriptFile script) {
    out.print(GREETING);
    out.flush();
    if (script != null) {
      Prompt prompt = running.prompt();
      console.inFront(() -> say(prompt.run(Contexts.source(script), colour)));
      out.flush();
    }
    boolean goesOn = true;
    while (goesOn) {
      try {
        goesOn = enter(read());
      } catch (UserInterruptException e) {
        if (e.getPartialLine().isBlank()) {
          out.print("Ctrl-D leaves\n");
        }
      } catch (EndOfFileException e) {
        goesOn = !mayLeave();
      }
      out.flush();
    }
    bar.close();
    running.close();
    return Exit.OK;
  }

  private String read() {
    out.print(running.news(colour));
    out.flush();
    running.newEntry();
    String piece = lesson.piece();
    if (!console.outIsTerminal()) {
      return plain.read(FIRST, NEXT, piece);
    }
    bar.begin();
    try {
      return reader.readLine(FIRST, null, (MaskingCallback) null, piece);
    } finally {
      bar.end();
    }
  }

  private void learn(String chapter) {
    if (Answers.isChapter(chapter)) {
      lesson.begin(Integer.parseInt(chapter));
    } else {
      out.print(Messages.chapters());
    }
  }

  /** Whoever leaves ends what trains, which has to be said twice. */
  private boolean mayLeave() {
    if (leaving || running.jobs(console.width()).isEmpty()) {
      return true;
    }
    leaving = true;
    out.print("a net is being trained: Ctrl-D again ends that and leaves\n");
    return false;
  }

  private boolean enter(String text) {
    leaving = false;
    lesson.hears(text);
    if (text.isBlank()) {
      return true;
    }
    Prompt prompt = running.prompt();
    switch (Directive.read(text, prompt.defined())) {
      case null -> run(prompt, text);
      case Directive.Commands() -> out.print(Directive.TEXT);
      case Directive.Wrong(String message) -> out.print(message + "\n");
      case Directive.Time(String timed) -> time(prompt, timed);
      case Directive.Save(String file) -> out.print(Answers.save(prompt, folder, file));
      case Directive.Edit(String name) -> edit(prompt, name);
      case Directive.Reload() -> console.inFront(() -> show(prompt.reload(colour)));
      case Directive.Reset() -> running.reset();
      case Directive.Learn(String chapter) -> learn(chapter);
      case Directive.Back() -> lesson.back();
      case Directive.Help(String name) -> out.print(Answers.help(prompt, name, console.width()));
      case Directive.Names() -> out.print(Answers.names(prompt, console.width()));
      case Directive.Jobs() -> out.print(prompt.jobs());
      case Directive.Leave() -> {
        return false;
      }
    }
    return true;
  }

  private void run(Prompt prompt, String text) {
    console.inFront(() -> show(prompt.evaluate(text, colour)));
  }

  private void show(Prompt.Outcome outcome) {
    outcome.notes().forEach(note -> out.print(note + "\n"));
    say(outcome.failure());
    if (!outcome.shown().isEmpty()) {
      out.print(outcome.shown() + "\n");
    }
  }

  private void say(Failure failure) {
    if (failure != null) {
      String trace = settings.trace() ? failure.trace() : "";
      // The terminal has written ^C.
      boolean echoed = failure.exitCode() == Exit.INTERRUPTED;
      out.print((echoed ? "\n" : "") + failure.text() + trace);
    }
  }

  private void time(Prompt prompt, String text) {
    long start = System.nanoTime();
    run(prompt, text);
    out.print(String.format(Locale.ROOT, "%.3f s%n", (System.nanoTime() - start) / 1e9));
  }

  private void edit(Prompt prompt, String name) {
    String text = name.isEmpty() ? prompt.lastEntry() : prompt.source(name).orElse("");
    if (text.isEmpty()) {
      out.print(Messages.nothingToEdit(name) + "\n");
      return;
    }
    out.flush();
    String edited;
    try {
      edited = editor.edit(text).strip();
    } catch (IOException e) {
      out.print(Messages.noEditor(editor.command()) + "\n");
      return;
    }
    if (!edited.isEmpty()) {
      out.print(edited + "\n");
      reader.getHistory().add(edited);
      run(prompt, edited);
    }
  }

  private void typedMeanwhile(String keys) {
    reader.runMacro(keys);
  }
}
