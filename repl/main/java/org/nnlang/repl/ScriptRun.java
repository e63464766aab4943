// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jline.utils.Signals;
import org.nnlang.builtin.Interruption;
import org.nnlang.lang.ContextAccess;
import org.nnlang.session.Failure;

/** Runs one script and tells how it went by an exit code. */
final class ScriptRun {
  private static final String CTRL_C = "INT";

  private final Streams streams;
  private final Settings settings;
  private final Pipe out;
  private final Recording recording;
  private final AtomicReference<Context> running = new AtomicReference<>();

  ScriptRun(Streams streams, Settings settings) {
    this(streams, settings, streams.out(), null);
  }

  private ScriptRun(Streams streams, Settings settings, OutputStream to, Recording recording) {
    this.streams = streams;
    this.settings = settings;
    this.recording = recording;
    out = new Pipe(to, () -> Thread.ofPlatform().daemon().start(this::stop));
  }

  /**
   * Runs a script twice, as {@link #run}, and says where the second run first differs; only the
   * first is printed.
   */
  static int twice(
      Streams streams, Settings settings, ScriptFile script, List<String> options, boolean show) {
    Recording first = new Recording();
    int code =
        new ScriptRun(streams, settings, first.keeping(streams.out()), first)
            .run(script, options, show);
    if (code != Exit.OK) {
      return code;
    }
    Recording second = new Recording();
    code =
        new ScriptRun(streams, settings, second.keeping(null), second).run(script, options, show);
    if (code != Exit.OK) {
      return code;
    }
    Optional<String> difference = first.difference(second);
    streams.errors().print(Messages.repeated(difference));
    return difference.isEmpty() ? Exit.OK : Exit.FAILURE;
  }

  /**
   * @param options of the script: {@code --name}, its value, and so on
   * @param show whether the value of the script is printed
   */
  int run(ScriptFile script, List<String> options, boolean show) {
    var interruption = new Interruption();
    var interrupts =
        new Interrupts(interruption, this::stop, () -> Runtime.getRuntime().halt(Exit.INTERRUPTED));
    Object before = Signals.register(CTRL_C, interrupts::press);
    Engine engine = null;
    try (Context context = context(options, interruption)) {
      engine = context.getEngine();
      running.set(context);
      return run(context, script, show);
    } finally {
      running.set(null);
      Signals.unregister(CTRL_C, before);
      if (engine != null && !settings.tools().isEmpty()) {
        engine.close();
      }
    }
  }

  private Context context(List<String> options, Interruption interruption) {
    var front = new ScriptFront(streams, interruption, recording);
    return Contexts.open(
        settings, options, streams.in(), out, streams.err(), streams.folder(), front);
  }

  private int run(Context context, ScriptFile script, boolean show) {
    try {
      Value value = context.eval(Contexts.source(script));
      if (show && !value.isNull()) {
        var printer = new PrintStream(out, false, StandardCharsets.UTF_8);
        printer.print((value.isString() ? value.asString() : value.toString()) + "\n");
        printer.flush();
      }
      Failure ofJob = ContextAccess.waitForJobs(context, streams.colour());
      if (ofJob != null) {
        return said(ofJob);
      }
      return out.exit(streams);
    } catch (PolyglotException e) {
      if (out.isBroken()) {
        return out.exit(streams);
      }
      return said(Failure.of(e, streams.colour()));
    }
  }

  /** The exit code. */
  private int said(Failure failure) {
    boolean echoed = failure.exitCode() == Exit.INTERRUPTED && streams.errIsTerminal();
    streams
        .errors()
        .print((echoed ? "\n" : "") + failure.text() + (settings.trace() ? failure.trace() : ""));
    return failure.exitCode();
  }

  private void stop() {
    Context context = running.get();
    if (context != null) {
      Contexts.interrupt(context);
    }
  }
}
