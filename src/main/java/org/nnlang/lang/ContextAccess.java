// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Console;
import org.nnlang.builtin.display.Preview;
import org.nnlang.builtin.job.Jobs;
import org.nnlang.io.Access;
import org.nnlang.session.Failure;
import org.nnlang.session.Inside;
import org.nnlang.source.DiagnosticPrinter;
import org.nnlang.source.ErrorCode;
import org.nnlang.train.History;

/** What a front of nn, a program with nn in its own class path, does with a context. */
public final class ContextAccess {
  private ContextAccess() {}

  /** Tells the scripts of a context about the terminal around it and its Ctrl-C. */
  public static void introduce(Context context, Console console) {
    within(
        context,
        c -> {
          c.console(console);
          return null;
        });
  }

  /** The whole paths of the files that scripts of a context have imported. */
  public static Set<String> imports(Context context) {
    return within(context, c -> c.inTurn(() -> Set.copyOf(c.loader().imports().keySet())));
  }

  /** What a prompt sees of a context that a program does not. */
  public static Inside inside(Context context) {
    return new Inside() {
      @Override
      public boolean saidSince(String name, long time) {
        return within(
            context, c -> c.globals().get(name) instanceof History h && h.saidSince(time));
      }

      @Override
      public Supplier<List<String>> renewal() {
        Renewal renewal = within(context, c -> c.inTurn(() -> Renewal.of(c)));
        return () -> within(context, c -> c.inTurn(renewal::renew));
      }

      @Override
      public @Nullable String preview(String name, boolean colour) {
        return within(
            context,
            c ->
                c.inTurn(
                    () -> {
                      Object value = c.globals().get(name);
                      return value == null ? null : Preview.of(value, c.width(), colour);
                    }));
      }

      @Override
      public List<String> files(String folder) {
        return within(context, c -> names(c.files(), folder));
      }

      @Override
      public Jobs jobs() {
        return within(context, NnContext::jobs);
      }

      @Override
      public Failure failure(RuntimeException error, boolean colour) {
        return ContextAccess.failure(error, colour);
      }
    };
  }

  /**
   * Waits for the trainings in the background of a script that has ended, as it would by {@code
   * wait()}.
   *
   * @return the first failure, null where all went well
   */
  public static @Nullable Failure waitForJobs(Context context, boolean colour) {
    return within(
        context,
        c -> {
          try {
            c.inTurn(c::waitForJobs);
            return null;
          } catch (AbstractTruffleException e) {
            return failure(e, colour);
          }
        });
  }

  private static List<String> names(Access files, String folder) {
    try {
      return files.list(folder).stream()
          .map(name -> files.isFolder(folder + name) ? name + "/" : name)
          .toList();
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }

  private static Failure failure(RuntimeException error, boolean colour) {
    return switch (error) {
      case ScriptError e -> {
        boolean usage = e.diagnostics().getFirst().code() == ErrorCode.USAGE;
        String text = new DiagnosticPrinter(colour).print(e.diagnostics());
        yield new Failure(text, e.trace(), usage ? 2 : 1);
      }
      case ThreadInterrupted e -> Failure.INTERRUPTION;
      default -> new Failure("error: " + error.getMessage() + "\n", "", 1);
    };
  }

  static <T> T within(Context context, Function<NnContext, T> body) {
    context.initialize(NnLanguage.ID);
    context.enter();
    try {
      return body.apply(NnContext.get(null));
    } finally {
      context.leave();
    }
  }
}
