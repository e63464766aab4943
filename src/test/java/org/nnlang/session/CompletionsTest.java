// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nnlang.lang.ContextAccess;

class CompletionsTest {
  private final Context context = Context.newBuilder("nn").build();
  private final Prompt prompt = new Prompt(context, ContextAccess.inside(context));

  @AfterEach
  void close() {
    context.close();
  }

  private String shown(String text) {
    Prompt.Outcome outcome = prompt.evaluate(text, false);
    assertNull(outcome.failure(), () -> outcome.failure().text());
    return outcome.shown();
  }

  /** What may stand at `|`. */
  private List<String> complete(String text) {
    int cursor = text.indexOf('|');
    return prompt.complete(text.replace("|", ""), cursor).stream().map(Completion::text).toList();
  }

  @Test
  void theLastValueHasAName() {
    shown("x = none");
    assertEquals("[\"a\", 0.5]", shown("[\"a\", 0.5]"));
    assertEquals("", shown("x"));
    assertEquals("2", shown("_.len()"));
    assertEquals(Set.of("x"), prompt.defined());
  }

  @Test
  void namesAreCompleted() {
    shown("alpha = {beta: {gamma: 1}, bell: 2}; fn also(one, two = 2) = one");
    assertEquals(List.of("alpha", "also", "all"), complete("x = al|"));
    assertEquals(List.of("beta", "bell"), complete("alpha.be|"));
    assertEquals(List.of("gamma"), complete("alpha.beta.|"));
    assertEquals(List.of("starts_with"), complete("alpha.starts|"));
    assertEquals(List.of("while", "windows", "write").getFirst(), complete("whil|").getFirst());
    assertEquals(List.of(), complete("nothing.|"));
    assertEquals(List.of(), complete("\"al|"));
  }

  @Test
  void argumentsAreCompleted() {
    shown("fn also(one, two = 2) = one; model Net(dim) { layer = linear(dim, 1) }");
    assertEquals(List.of("one: ", "two: ", "Net", "also"), complete("also(|"));
    assertEquals(List.of("two: "), complete("also(1, tw|"));
    assertEquals("dim: ", complete("Net(|").getFirst());
    assertEquals("bias: ", complete("linear(1, 2, bi|").getFirst());
  }

  @Test
  void helpKnowsFunctionsWordsAndWhatWasDefined() {
    shown("fn also(one) =\n  one; x = zeros([2, 3])");
    assertTrue(prompt.help("print").orElseThrow().startsWith("print("));
    assertTrue(prompt.help("model").orElseThrow().startsWith("model Name("));
    assertEquals("fn also(one) =\n  one\n", prompt.help("also").orElseThrow());
    assertEquals("tensor [2, 3]\n", prompt.help("x").orElseThrow());
    assertEquals(Optional.empty(), prompt.help("no_such_name"));
    assertTrue(prompt.names().containsAll(Set.of("also", "print", "model")));
  }
}
