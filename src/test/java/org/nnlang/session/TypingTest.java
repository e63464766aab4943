// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nnlang.lang.ContextAccess;

class TypingTest {
  private final Context context = Context.newBuilder("nn").build();
  private final Prompt prompt = new Prompt(context, ContextAccess.inside(context));

  @AfterEach
  void close() {
    context.close();
  }

  private void run(String text) {
    assertNull(prompt.evaluate(text, false).failure());
  }

  /** What is underlined where the cursor is at `|`. */
  private List<String> wrong(String typed) {
    int cursor = typed.indexOf('|');
    String text = typed.replace("|", "");
    return prompt.typing().wrong(text, cursor).stream()
        .map(p -> text.substring(p.start(), p.end()))
        .toList();
  }

  @Test
  void whatIsWrongIsUnderlined() {
    run("x = 1; fn f(a) = a");
    assertEquals(List.of(), wrong("x + f(2)|"));
    assertEquals(List.of("y"), wrong("y + x|"));
    assertEquals(List.of("prnt"), wrong("prnt(x)|"));
    assertEquals(List.of("*"), wrong("y = 1 +* 2|"));
    assertEquals(List.of("optimiser"), wrong("train(1, 2, optimiser: 3)|"));
    // what is being written is not wrong yet, and what only goes on is not either
    assertEquals(List.of(), wrong("prn|"));
    assertEquals(List.of(")"), wrong("f(1))|"));
    assertEquals(List.of("prn"), wrong("prn |"));
    assertEquals(List.of(), wrong("train(x, |"));
    assertEquals(List.of("prnt"), wrong("prnt(3) + (1|"));
    assertEquals(List.of("z"), wrong("f(x, [z, 1|"));
    assertEquals(List.of(), wrong("fn g(a) {|"));
    assertEquals(List.of(), wrong(":save a b|"));
    assertEquals(List.of(), wrong("fn g(a) = later(a)|"));
  }

  private static String brackets(String typed) {
    int cursor = typed.indexOf('|');
    StringBuilder marks = new StringBuilder();
    for (Typing.Place p : Typing.brackets(typed.replace("|", ""), cursor)) {
      marks.append(p.start()).append(' ');
    }
    return marks.toString().strip();
  }

  @Test
  void bracketsAreMatched() {
    assertEquals("1 6", brackets("f(1, 2)|"));
    assertEquals("2 6", brackets("f([1,2]|)"));
    assertEquals("1 7", brackets("f|([1,2])"));
    assertEquals("", brackets("f([1|,2])"));
    assertEquals("", brackets("f(1|"));
    // those within a text are letters, those of its holes are brackets
    assertEquals("3 5", brackets("\"( {x}|\""));
    assertEquals("", brackets("\")|\""));
  }

  @Test
  void theArgumentsOfACallAreTold() {
    run("fn f(a, b = 2) = a; nets = [f]; model Net(dim, heads = 4) { w = linear(dim, 1) }");
    assertEquals("a, b: …)", tip("f("));
    assertEquals(" b: …)", tip("f(1,"));
    assertEquals("dim, heads: …)", tip("Net("));
    assertEquals("out, bias: true, init: …)", tip("linear(3, "));
    assertEquals("out, init: …)", tip("linear(3, bias: false, "));
    assertEquals("shape...)", tip("x.reshape("));
    assertEquals("", tip("f(1"));
    assertEquals("", tip("nothing("));
    assertEquals("", tip("[1, "));
    assertEquals("out, bi…", prompt.typing().tip("linear(3, ", 10, 8));
  }

  private String tip(String text) {
    return prompt.typing().tip(text, text.length(), 80);
  }

  @Test
  void whatWasEnteredBeforeIsSuggested() {
    List<String> newest = List.of("x = 3", "net = linear(1, 2)", "net(x)");
    assertEquals("t = linear(1, 2)", Typing.suggestion("ne", 2, newest));
    assertEquals("x)", Typing.suggestion("net(", 4, newest));
    assertEquals("", Typing.suggestion("net(", 3, newest));
    assertEquals("", Typing.suggestion("", 0, newest));
    assertEquals("", Typing.suggestion("x = 3", 5, newest));
  }
}
