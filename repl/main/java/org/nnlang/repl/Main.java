// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.nnlang.builtin.Builtins;
import org.nnlang.builtin.Help;
import org.nnlang.lsp.Server;
import org.nnlang.notebook.KernelSpec;
import org.nnlang.notebook.NotebookKernel;
import org.nnlang.session.ScriptLoader;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.DiagnosticPrinter;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Explanations;
import org.nnlang.source.Limits;
import org.nnlang.source.Problem;
import org.nnlang.source.Severity;
import org.nnlang.source.Span;

/** The command {@code nn}. */
public final class Main {
  /** Functions of scripts may call each other deeply; memory is taken only as it is needed. */
  private static final long STACK_BYTES = 64L << 20;

  /** Set by the launcher: how nn is started. */
  private static final String LAUNCHER = "nn.launcher";

  private final Streams streams;

  private Main(Streams streams) {
    this.streams = streams;
  }

  /** Ends the process with an exit code, see {@link Exit}. */
  public static void main(String[] words) throws InterruptedException {
    var code = new AtomicInteger(Exit.FAILURE);
    Runnable work = () -> code.set(run(List.of(words), Streams.ofProcess()));
    Thread thread = new Thread(null, work, "nn", STACK_BYTES);
    thread.start();
    thread.join();
    System.exit(code.get());
  }

  /** As {@link #main}, for tests: touches nothing but the streams. */
  static int run(List<String> words, Streams streams) {
    return new Main(streams).run(words);
  }

  private int run(List<String> words) {
    try {
      CommandLine line = CommandLine.parse(words, streams.folder());
      return run(line.command(), line.settings());
    } catch (Problem p) {
      print(List.of(p.at(Span.NONE)));
      return p.code() == ErrorCode.USAGE ? Exit.USAGE : Exit.FAILURE;
    } catch (DiagnosticException e) {
      print(e.diagnostics());
      return Exit.FAILURE;
    } catch (RuntimeException e) {
      boolean traced = words.contains("--trace");
      print(List.of(Messages.internal(traced).at(Span.NONE)));
      if (traced) {
        e.printStackTrace(streams.errors());
      }
      return Exit.FAILURE;
    }
  }

  private int run(Command command, Settings settings) {
    if (command instanceof Command.Start) {
      // before the switch, which takes a while to get ready
      return start(settings);
    }
    return switch (command) {
      case Command.Start() -> start(settings);
      case Command.Run(String file, List<String> words, boolean stay) ->
          run(read(file), words, settings, stay ? After.STAY : After.END);
      case Command.Evaluate(String text, List<String> words) ->
          run(ScriptFile.of("<expression>", text), words, settings, After.SHOW);
      case Command.Check(List<String> files, boolean json) -> check(files, json);
      case Command.Format(List<String> files, boolean check) -> format(files, check);
      case Command.Help(String name) -> help(name);
      case Command.Explain(String code) -> say(explanation(code));
      case Command.Learn(Integer chapter) -> learn(chapter, settings);
      case Command.Serve() -> Server.serve(streams.in(), streams.out());
      case Command.InstallKernel() -> installKernel();
      case Command.Kernel(String file) -> kernel(file, settings);
      case Command.Usage() -> say(Usage.TEXT);
      case Command.Version() -> version();
    };
  }

  private ScriptFile read(String file) {
    return ScriptFile.read(file, streams.folder(), streams.in());
  }

  private int learn(Integer chapter, Settings settings) {
    if (chapter == null || !streams.inIsTerminal()) {
      return say(Messages.chapters());
    }
    return TerminalSession.learn(streams, settings, chapter);
  }

  private int start(Settings settings) {
    if (!streams.inIsTerminal()) {
      return run(read(ScriptFile.STANDARD_INPUT), List.of(), settings, After.END);
    }
    return TerminalSession.open(streams, settings, null, List.of());
  }

  /** What follows a script. */
  private enum After {
    END,
    /** Its value is printed. */
    SHOW,
    /** A prompt. */
    STAY
  }

  private int run(ScriptFile script, List<String> words, Settings settings, After after) {
    Settings all = settings;
    List<String> options = List.of();
    if (!words.isEmpty()) {
      DeclaredOptions declared = DeclaredOptions.of(script);
      if (SplitArguments.askForHelp(words)) {
        return say(declared.help(script));
      }
      var arguments = SplitArguments.read(settings, words, script.source().name(), declared);
      all = arguments.settings();
      options = arguments.options();
    }
    if (after == After.STAY) {
      return TerminalSession.open(streams, all, script, options);
    }
    boolean show = after == After.SHOW;
    return all.repeat()
        ? ScriptRun.twice(streams, all, script, options, show)
        : new ScriptRun(streams, all).run(script, options, show);
  }

  private int check(List<String> files, boolean json) {
    List<Diagnostic> found = new ArrayList<>();
    var loader =
        new ScriptLoader(
            Builtins.load(), Limits.DEFAULT, option -> null, new ScriptFiles(streams.folder()));
    for (String file : files) {
      found.addAll(loader.load(read(file).source(), Set.of(), false).diagnostics());
    }
    int said = Exit.OK;
    if (json) {
      said = say(DiagnosticsJson.of(found));
    } else {
      print(found);
    }
    boolean right = found.stream().noneMatch(d -> d.severity() == Severity.ERROR);
    return right ? said : Exit.FAILURE;
  }

  private int format(List<String> files, boolean check) {
    List<ScriptFile> scripts = files.stream().map(this::read).toList();
    FormatCommand.Result result = FormatCommand.run(scripts, check);
    int said = say(result.said());
    print(result.wrong());
    return !result.wrong().isEmpty() || check && result.changes() ? Exit.FAILURE : said;
  }

  private int help(String name) {
    var help = new Help(Builtins.load());
    if (name == null) {
      return say(help.all(Help.USUAL_WIDTH));
    }
    return say(help.of(name).orElseThrow(() -> Messages.unknownName(name, help.names())));
  }

  private int installKernel() {
    String launcher = System.getProperty(LAUNCHER, "nn");
    try {
      Path folder = KernelSpec.install(List.of(launcher, "kernel"), streams.environment());
      return say("Jupyter finds nn in " + folder + "\n");
    } catch (IOException e) {
      throw Messages.cannotWrite("kernel.json").causedBy(e);
    }
  }

  private int kernel(String file, Settings settings) {
    try {
      return NotebookKernel.serve(
          streams.folder().resolve(file),
          kernel ->
              Contexts.open(
                  settings,
                  List.of(),
                  InputStream.nullInputStream(),
                  kernel.getIO().out,
                  kernel.getIO().err,
                  streams.folder(),
                  kernel));
    } catch (IOException e) {
      throw Messages.cannotRead(file).causedBy(e);
    } catch (NotebookKernel.NoConnection e) {
      throw Messages.noConnection(file).causedBy(e);
    }
  }

  private static String explanation(String code) {
    if (code != null && ErrorCode.of(code) == null) {
      throw Messages.unknownKind(code, ErrorCode.words());
    }
    return code == null ? Help.columns(ErrorCode.words(), Help.USUAL_WIDTH) : Explanations.of(code);
  }

  private int version() {
    String version = Main.class.getPackage().getImplementationVersion();
    String java = System.getProperty("java.vm.name") + " " + Runtime.version();
    return say("nn " + (version == null ? "(not packaged)" : version) + "\n" + java + "\n");
  }

  private int say(String text) {
    var out = new Pipe(streams.out(), () -> {});
    var printer = new PrintStream(out, false, StandardCharsets.UTF_8);
    printer.print(text);
    printer.flush();
    return out.exit(streams);
  }

  private void print(List<Diagnostic> diagnostics) {
    if (!diagnostics.isEmpty()) {
      streams.errors().print(new DiagnosticPrinter(streams.colour()).print(diagnostics));
    }
  }
}
