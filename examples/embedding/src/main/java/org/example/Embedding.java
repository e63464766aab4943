// SPDX-License-Identifier: Apache-2.0
package org.example;

import java.io.File;
import java.io.IOException;
import java.util.Locale;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/** Trains the net of net.nn on an array of this program and asks it about another. */
public final class Embedding {
  public static void main(String[] args) throws IOException {
    var access = HostAccess.newBuilder().allowArrayAccess(true).build();
    try (var context = Context.newBuilder("nn").allowHostAccess(access).build()) {
      context.getBindings("nn").putMember("x", new float[][] {{1}, {2}});
      Value net = context.eval(Source.newBuilder("nn", new File("net.nn")).build());
      float[][] y = net.execute(new float[][] {{3}}).as(float[][].class);
      System.out.printf(Locale.ROOT, "the net says %.1f for 3%n", y[0][0]);
      if (Math.abs(y[0][0] - 7) > 0.1) {
        throw new IllegalStateException("and should say 7");
      }
    }
  }

  private Embedding() {}
}
