// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;

/** Runs scripts that never have enough, in a small heap: what {@link HeapTest} starts. */
final class HeapChild {
  private HeapChild() {}

  public static void main(String[] scripts) {
    for (String script : scripts) {
      try (var context =
          Context.newBuilder("nn")
              .option("engine.WarnInterpreterOnly", "false")
              .option("nn.threads", "1")
              .build()) {
        try {
          context.eval("nn", script);
        } catch (PolyglotException e) {
          String text = Failures.text(e);
          System.out.println("<" + text.lines().limit(2).toList() + ">");
        }
      }
    }
  }
}
