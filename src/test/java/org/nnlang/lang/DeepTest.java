// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is long is no trouble, what is deep is refused, on whatever stack a host has. */
class DeepTest {
  private static final int LONG = 5_000;

  /** What {@code body} gives on a thread with a stack of so many KB. */
  private static String onStack(int kilobytes, Supplier<String> body) throws InterruptedException {
    var result = new String[1];
    var thread =
        new Thread(
            null,
            () -> {
              try {
                result[0] = body.get();
              } catch (Throwable e) {
                result[0] = e.toString();
              }
            },
            "stack",
            kilobytes * 1024L);
    thread.start();
    thread.join();
    return result[0];
  }

  private static String run(String script) {
    try (Context context =
        Context.newBuilder(NnLanguage.ID).option("engine.WarnInterpreterOnly", "false").build()) {
      Value value = context.eval(NnLanguage.ID, script);
      return value.toString();
    } catch (PolyglotException e) {
      return e.getMessage();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {384, 512, 1024, 4096})
  void endlessCallsAreRefused(int kilobytes) throws InterruptedException {
    String deep = "functions call each other too deeply";
    assertEquals(deep, onStack(kilobytes, () -> run("fn r(n) = 1 + r(n + 1)\nr(0)")));
    assertEquals(
        deep, onStack(kilobytes, () -> run("fn r(n) = sum(map([n, 1], i -> r(i)))\nr(0)")));
    assertEquals("3", onStack(kilobytes, () -> run("1 + 2")));
  }

  @Test
  void deepCallsAreNotRefused() throws InterruptedException {
    String script = "fn r(n) = if n == 0 { 0 } else { 1 + r(n - 1) }\nr(300)";
    assertEquals("300", onStack(1024, () -> run(script)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "~",
      quoteCharacter = '`',
      value = {
        "`1` ~ ` + 1` ~ `` ~ 5001",
        "`1.0` ~ ` * 1` ~ `` ~ 1.0",
        "`true` ~ ` and true` ~ `` ~ true",
        "`false` ~ ` or false` ~ `` ~ false",
        "`len(\"\"` ~ ` + \"ab\"` ~ `)` ~ 10000",
        "`((x -> x + 1)` ~ ` >> (x -> x + 1)` ~ `)(1)` ~ 5002",
      })
  void chainsMayBeLong(String first, String link, String last, String expected)
      throws InterruptedException {
    assertEquals(expected, onStack(2048, () -> run(first + link.repeat(LONG) + last)));
  }

  @Test
  void theLimitThatIsNamedIsTheOneThatIsMet() {
    assertEquals(
        "this chain is too long: the limit is 10,000 operators, members and calls",
        run("1" + " + 1".repeat(10_001)));
    assertEquals(
        "this is nested too deeply: the limit is 500 expressions within each other",
        run("- ".repeat(600) + "1"));
    assertEquals(
        "this is nested too deeply: the limit is 250 brackets",
        run("(".repeat(251) + "1" + ")".repeat(251)));
  }
}
