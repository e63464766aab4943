// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;
import org.nnlang.builtin.Console;
import org.nnlang.lang.ContextAccess;
import org.nnlang.lang.NnLanguage;
import org.nnlang.session.Prompt;

/** A running nn, as any host has it: a Polyglot context, here one that may use files. */
final class Contexts {
  private static final String TRACE = "nn.trace";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Contexts() {}

  /**
   * @param arguments of the script: {@code --name}, its value, and so on
   */
  static Context open(
      Settings settings,
      List<String> arguments,
      InputStream in,
      OutputStream out,
      OutputStream err,
      Path folder,
      Console front) {
    if (settings.trace()) {
      // What goes wrong keeps its stack only where it is asked for: see Problem.
      System.setProperty(TRACE, "true");
    }
    Context.Builder builder =
        Context.newBuilder(NnLanguage.ID)
            .in(in)
            .out(out)
            .err(err)
            .allowIO(IOAccess.ALL)
            .allowCreateThread(true)
            .arguments(NnLanguage.ID, arguments.toArray(String[]::new))
            .currentWorkingDirectory(folder.toAbsolutePath());
    if (settings.seed() != null) {
      builder.option("nn.seed", settings.seed().toString());
    }
    if (settings.threads() != null) {
      builder.option("nn.threads", settings.threads().toString());
    }
    if (settings.memoryBytes() != null) {
      long mebibytes = Math.max(1, settings.memoryBytes() >> 20);
      builder.option("nn.memory", Long.toString(mebibytes));
    }
    if (settings.backend() != null) {
      builder.option("nn.backend", settings.backend());
    }
    settings.limits().forEach((option, most) -> builder.option(option, Long.toString(most)));
    if (!settings.tools().isEmpty()) {
      builder.engine(Tools.engine(settings.tools(), err));
    }
    Context context = builder.build();
    ContextAccess.introduce(context, front);
    return context;
  }

  static Prompt prompt(Context context) {
    return new Prompt(context, ContextAccess.inside(context));
  }

  static Source source(ScriptFile script) {
    try {
      String text = script.source().text();
      String name = script.source().name();
      if (script.path() == null) {
        return Source.newBuilder(NnLanguage.ID, text, name).build();
      }
      return Source.newBuilder(NnLanguage.ID, script.path().toFile())
          .content(text)
          .name(name)
          .build();
    } catch (IOException e) {
      // The text is at hand: nothing is read.
      throw new UncheckedIOException(e);
    }
  }

  /** Stops what runs, as soon as it asks; comes from another thread. */
  static void interrupt(Context context) {
    try {
      context.interrupt(PATIENCE);
    } catch (TimeoutException e) {
      // The next Ctrl-C ends the process.
    }
  }
}
