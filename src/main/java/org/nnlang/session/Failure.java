// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/**
 * Why a script ended, for programs that tell people.
 *
 * @param text what to write to standard error; ends in a line break
 * @param trace Java's stack behind it, for {@code --trace}; may be empty
 * @param exitCode 1 for a failed script, 2 for wrong usage, 130 for an interrupted one, or what the
 *     script asked for
 */
public record Failure(String text, String trace, int exitCode) {
  /** Somebody wanted it so. */
  public static final Failure INTERRUPTION = new Failure("interrupted\n", "", 130);

  /** What a host caught from {@code Context.eval} or the call of a function. */
  public static Failure of(PolyglotException e, boolean colour) {
    if (e.isExit()) {
      return new Failure("", "", e.getExitStatus());
    }
    if (e.isInterrupted() || e.isCancelled()) {
      return INTERRUPTION;
    }
    Value guest = e.isGuestException() ? e.getGuestObject() : null;
    if (guest != null && guest.hasMember("coloured")) {
      String text = guest.getMember(colour ? "coloured" : "text").asString();
      boolean usage = guest.getMember("code").asString().equals("usage");
      return new Failure(text, guest.getMember("trace").asString(), usage ? 2 : 1);
    }
    if (e.isResourceExhausted()) {
      return new Failure("error: the script has used up what it may use\n", "", 1);
    }
    String what = e.isHostException() ? "the program that runs this script failed" : "nn failed";
    return new Failure("error: " + what + ", " + e.getMessage() + "\n", stack(e), 1);
  }

  private static String stack(Throwable e) {
    var out = new StringWriter();
    e.printStackTrace(new PrintWriter(out, true));
    return out.toString();
  }
}
