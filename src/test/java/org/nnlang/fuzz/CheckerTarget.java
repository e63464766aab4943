// SPDX-License-Identifier: Apache-2.0
package org.nnlang.fuzz;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.nnlang.lang.Failures;

/** A script that is only read and checked: as every run does, without the run. */
public final class CheckerTarget {
  private static final Context CONTEXT =
      Context.newBuilder("nn")
          .option("engine.WarnInterpreterOnly", "false")
          .option("nn.threads", "1")
          .out(OutputStream.nullOutputStream())
          .err(OutputStream.nullOutputStream())
          .build();

  private CheckerTarget() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] data) {
    run(new String(data, StandardCharsets.UTF_8));
  }

  /** Whether it would run. */
  static boolean run(String text) {
    try {
      CONTEXT.parse(Source.newBuilder("nn", text, "fuzz.nn").cached(false).buildLiteral());
      return true;
    } catch (PolyglotException e) {
      Foreign.check(Failures.text(e), text);
      return false;
    }
  }
}
