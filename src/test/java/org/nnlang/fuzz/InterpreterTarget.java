// SPDX-License-Identifier: Apache-2.0
package org.nnlang.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.nnlang.lang.Failures;

/** A script that is run, with no file to read and little memory and time. */
public final class InterpreterTarget {
  private static final Engine ENGINE =
      Engine.newBuilder().option("engine.WarnInterpreterOnly", "false").build();

  private static final long STATEMENTS = 20_000;
  private static final long SECONDS = 5;

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("clock").factory());

  private InterpreterTarget() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] data) {
    run(new String(data, StandardCharsets.UTF_8));
  }

  /** Whether it ran to its end. */
  static boolean run(String text) {
    var warnings = new ByteArrayOutputStream();
    boolean whole = true;
    try (var context =
        Context.newBuilder("nn")
            .engine(ENGINE)
            .option("nn.threads", "1")
            .option("nn.memory", "64")
            .resourceLimits(ResourceLimits.newBuilder().statementLimit(STATEMENTS, null).build())
            .out(OutputStream.nullOutputStream())
            .err(warnings)
            .build()) {
      var end = CLOCK.schedule(() -> context.close(true), SECONDS, TimeUnit.SECONDS);
      try {
        context.eval(Source.newBuilder("nn", text, "fuzz.nn").cached(false).buildLiteral());
      } catch (PolyglotException e) {
        whole = false;
        if (!e.isCancelled() && !e.isResourceExhausted()) {
          Foreign.check(Failures.text(e), text);
        }
      } finally {
        end.cancel(false);
      }
    } catch (PolyglotException e) {
      whole = false; // closed while it was being closed
    }
    Foreign.check(warnings.toString(StandardCharsets.UTF_8), text);
    return whole;
  }
}
