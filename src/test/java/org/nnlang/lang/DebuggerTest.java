// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.truffle.api.debug.Breakpoint;
import com.oracle.truffle.api.debug.DebugException;
import com.oracle.truffle.api.debug.Debugger;
import com.oracle.truffle.api.debug.DebuggerSession;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;

/** What a debugger has evaluated where a script stands still. */
class DebuggerTest {
  /** Stops in a line, has texts evaluated there, and gives what they gave and then the script. */
  private static List<String> evaluated(String script, int line, String... texts) {
    List<String> out = new ArrayList<>();
    Source source = Source.newBuilder("nn", script, "s.nn").buildLiteral();
    try (Engine engine = Engine.create();
        Context context = Context.newBuilder("nn").engine(engine).build();
        DebuggerSession session =
            Debugger.find(engine)
                .startSession(
                    event -> {
                      for (String text : texts) {
                        out.add(evaluated(event.getTopStackFrame(), text));
                      }
                    })) {
      session.install(Breakpoint.newBuilder(source.getURI()).lineIs(line).oneShot().build());
      out.add(context.eval(source).toString());
    }
    return out;
  }

  private static String evaluated(com.oracle.truffle.api.debug.DebugStackFrame frame, String text) {
    try {
      return frame.eval(text).toDisplayString();
    } catch (DebugException e) {
      return e.getMessage();
    }
  }

  @Test
  void seesTheNamesOfTheFunctionAndOfThoseAroundIt() {
    String script =
        """
        a = 1
        b = 2
        fn f(b) {
          c = 30
          g = d -> {
            e = c + d
            e
          }
          g(b)
        }
        f(7)
        """;
    List<String> found = evaluated(script, 7, "[a, b, c, d, e]", "len(\"abc\") * 3", "missing");
    assertEquals(List.of("[1, 7, 30, 7, 37]", "9"), found.subList(0, 2));
    assertTrue(found.get(2).contains("missing"), found.get(2));
    assertEquals("37", found.get(3));
  }

  @Test
  void setsThem() {
    String script = "fn f(x) {\n  y = x + 1\n  y * 10\n}\nf(1)\n";
    assertEquals(List.of("5", "50"), evaluated(script, 3, "y = 5\ny"));
  }

  @Test
  void seesTheMembersOfAnInstance() {
    String script =
        """
        model M(n) {
          w = n * 2
          fn f(x) {
            y = x * w
            y
          }
          forward(x) = x
        }
        M(3).f(4)
        """;
    assertEquals(List.of("[3, 6, 4, 24]", "24"), evaluated(script, 5, "[n, w, x, y]"));
  }

  @Test
  void atTheLevelOfAScriptThereAreItsOwn() {
    assertEquals(List.of("[1, 2]", "3"), evaluated("a = 1\nb = 2\na + b\n", 3, "[a, b]"));
  }
}
