// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    // what has a value by place or name is not offered again
    assertEquals(List.of("two: ", "Net", "also"), complete("also(1, |"));
    assertEquals(List.of("init: "), complete("linear(1, bias: true, out: 2, i|").subList(0, 1));
    assertFalse(complete("train(n, d, loss: mse, |").contains("loss: "));
  }

  @Test
  void membersBehindIndicesAreCompleted() {
    shown("net = linear(1, 2) >> tanh; nets = [1, {one: net, two: 2}]");
    assertEquals(List.of("weight"), complete("net[0].we|"));
    assertEquals(List.of("one"), complete("nets[1].on|"));
    assertEquals(List.of("weight", "bias"), complete("nets[-1].one[0].|").subList(0, 2));
    assertEquals(List.of(), complete("nets[7].|"));
  }

  /** What a value can be is offered first; without a letter nothing else of nn is. */
  @Test
  void valuesOfOptionsAreCompleted() {
    shown("fn also(a, b) = a; x = 1");
    assertEquals(List.of("adagrad", "adam", "adamw"), complete("train(n, d, optimizer: ad|"));
    assertTrue(complete("train(n, d, optimizer: |").containsAll(List.of("sgd", "muon", "also")));
    assertFalse(complete("train(n, d, optimizer: |").contains("mse"));
    assertEquals(List.of("mae", "mse"), complete("train(n, d, loss: m|"));
    assertEquals(
        List.of("perplexity", "precision"), complete("train(n, d, metrics: [accuracy, p|"));
    assertEquals(List.of("optimizer: "), complete("train(n, d, opt|"));
    assertEquals(List.of("digits"), complete("dataset(\"di|"));
    assertEquals(List.of(), complete("print(\"di|"));
  }

  @Test
  void textsMayBePaths(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("data/deep"));
    Files.writeString(folder.resolve("data/input.txt"), "a");
    Files.writeString(folder.resolve("data/.hidden"), "a");
    try (Context files =
        Context.newBuilder("nn").allowIO(IOAccess.ALL).currentWorkingDirectory(folder).build()) {
      var there = new Prompt(files, ContextAccess.inside(files));
      assertEquals(
          List.of("data/deep/", "data/input.txt"),
          there.complete("text(\"data/", 11).stream().map(Completion::text).toList());
      assertEquals(
          List.of("data/"), there.complete("text(\"da", 8).stream().map(Completion::text).toList());
    }
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
