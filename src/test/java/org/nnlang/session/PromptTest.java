// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nnlang.lang.ContextAccess;

class PromptTest {
  private final Context context = Context.newBuilder("nn").allowCreateThread(true).build();
  private final Prompt prompt = new Prompt(context, ContextAccess.inside(context));

  @AfterEach
  void close() {
    context.close();
  }

  private String shown(String input) {
    Prompt.Outcome outcome = prompt.evaluate(input, false);
    assertNull(outcome.failure(), () -> outcome.failure().text());
    return outcome.shown();
  }

  private String failure(String input) {
    return prompt.evaluate(input, false).failure().text();
  }

  @Test
  void whatIsDefinedStays() {
    assertEquals("", shown("x = 3"));
    assertEquals("", shown("fn f(a) = a + x"));
    assertEquals("5", shown("f(2)"));
    assertEquals("\"a\"", shown("\"a\""));
    assertEquals("3.0", shown("x * 1.0"));
    assertEquals("[1.0, 2.0]", shown("tensor([1.0, 2.0])"));
    assertEquals("function f", shown("f"));
  }

  @Test
  void failuresLeaveTheSession() {
    shown("x = 3");
    String unknown = failure("x + y");
    assertTrue(unknown.startsWith("error[unknown-name]: nothing is called `y`\n"), unknown);
    assertTrue(unknown.contains("1 | x + y\n  |     ^\n"), unknown);
    assertTrue(failure("x = (").startsWith("error[parse]: "));
    assertEquals("3", shown("x"));
  }

  @Test
  void functionsMayReadWhatComesLater() {
    shown("fn even(n) = if n == 0 { true } else { odd(n - 1) }");
    assertTrue(failure("even(3)").contains("`odd`"));
    shown("fn odd(n) = if n == 0 { false } else { even(n - 1) }");
    assertEquals("false", shown("even(3)"));
  }

  @Test
  void linesGoOn() {
    assertTrue(Prompt.isIncomplete("fn f(x) {"));
    assertTrue(Prompt.isIncomplete("x = 1 +"));
    assertFalse(Prompt.isIncomplete("x = 1"));
    assertFalse(Prompt.isIncomplete("x = )"));
  }

  @Test
  void helpExplainsFunctions() {
    assertTrue(prompt.help("linear").orElseThrow().contains("linear(in: integer"));
    assertTrue(prompt.help(80).contains("linspace"));
    assertTrue(prompt.help("no_such_thing").isEmpty());
  }

  /** Progress has said it in its last line; asked for later, it is shown. */
  @Test
  void aTrainingIsSummedUpOnce() {
    ContextAccess.introduce(context, new Terminal());
    shown("x = ones([4, 1])");
    assertEquals("", shown("train(linear(1, 1), [x, x], loss: mse, steps: 3)"));
    assertTrue(shown("_").startsWith("3 steps in "));
    assertEquals("", shown("h = train(linear(1, 1), [x, x], loss: mse, steps: 3)"));
    shown("x");
    assertTrue(shown("[h]").startsWith("[3 steps in "));
  }

  private record Terminal() implements org.nnlang.builtin.Console {
    @Override
    public boolean outIsTerminal() {
      return true;
    }

    @Override
    public boolean errIsTerminal() {
      return true;
    }

    @Override
    public int width() {
      return 80;
    }

    @Override
    public org.nnlang.builtin.Interruption interruption() {
      return new org.nnlang.builtin.Interruption();
    }
  }
}
