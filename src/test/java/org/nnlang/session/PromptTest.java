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
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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

  private static final String NET =
      """
      model Net(width) {
        first = linear(2, width)
        head = linear(width, 1)
        forward(x) = head(tanh(first(x)))
      }""";

  /** Weights whose path and shape are as before stay; others are new, and it is said which. */
  @Test
  void aModelThatIsDefinedAnewKeepsWhatFits() {
    shown(NET);
    shown("net = Net(3); nets = [net, 1]; before = params(net)");
    Prompt.Outcome outcome =
        prompt.evaluate(
            NET.replace("head = linear(width, 1)", "head = linear(width, 2); tail = linear(2, 1)")
                .replace("head(tanh", "tail(head(tanh")
                .replace("(x)))", "(x))))"),
            false);
    assertNull(outcome.failure());
    assertEquals(
        List.of(
            "net is one of the new model: kept `first.weight`, `first.bias`; new"
                + " `head.weight`, `head.bias`, `tail.weight`, `tail.bias`"),
        outcome.notes());
    assertEquals(
        "true", shown("params(net)[\"first.weight\"].list() == before[\"first.weight\"].list()"));
    assertEquals("[1, 1]", shown("net(ones([1, 2])).shape"));
    assertEquals("[1, 1]", shown("nets[0](ones([1, 2])).shape"));
    // the same text again changes nothing
    assertEquals(List.of(), prompt.evaluate("fn f(x) = x", false).notes());
  }

  /** As a file gives it that is taken anew before it has changed. */
  @Test
  void theSameTextAgainLosesNoInstance() {
    shown("model A(n) { w = linear(n, n); forward(x) = w(x) }");
    shown("a = A(2)");
    shown("model A(n) { w = linear(n, n); forward(x) = w(x) }");
    List<String> notes =
        prompt
            .evaluate(
                "model A(n) { w = linear(n, n); v = linear(n, 1); forward(x) = v(w(x)) }", false)
            .notes();
    assertEquals(
        List.of("a is one of the new model: kept `w.weight`, `w.bias`; new `v.weight`, `v.bias`"),
        notes);
    assertEquals("[1, 1]", shown("a(ones([1, 2])).shape"));
  }

  @Test
  void anInstanceThatCannotBeMadeAnewStays() {
    shown("model A(n) { w = linear(n, n); forward(x) = w(x) }");
    shown("a = A(2)");
    List<String> notes =
        prompt.evaluate("model A(n, m) { w = linear(n, m); forward(x) = w(x) }", false).notes();
    assertEquals(1, notes.size());
    assertTrue(notes.getFirst().startsWith("a stays one of the old model: "), notes.getFirst());
    assertEquals("[1, 2]", shown("a(ones([1, 2])).shape"));
    // what has nothing to do with it says nothing of it; where it fits again it is made anew
    assertEquals(List.of(), prompt.evaluate("model B() { w = linear(1, 1) }", false).notes());
    assertEquals(List.of(), prompt.evaluate("model B() { w = linear(1, 2) }", false).notes());
    notes =
        prompt.evaluate("model A(n) { w = linear(n, n); forward(x) = 2 * w(x) }", false).notes();
    assertEquals(List.of("a is one of the new model: kept `w.weight`, `w.bias`"), notes);
  }

  /** What was entered, without what failed, does the same as a script. */
  @Test
  void aSessionIsKeptAsAScript() {
    shown("x = 3");
    failure("x + nothing");
    shown("fn f(a) {\n  a + x\n}");
    shown("f(2)");
    shown("y = _ * 2");
    String script = prompt.script();
    assertEquals("x = 3\n\nfn f(a) {\n  a + x\n}\n\n_ = f(2)\ny = _ * 2\n", script);
    try (Context other = Context.create("nn")) {
      other.eval("nn", script);
      assertEquals(10, other.getBindings("nn").getMember("y").asInt());
    }
  }

  @Test
  void filesThatChangedAreTakenAnew(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("deep.nn"), "fn g(x) = x + 1\n");
    Files.writeString(folder.resolve("a.nn"), "import \"deep.nn\"\nfn f(x) = deep.g(x)\n");
    Files.writeString(
        folder.resolve("main.nn"), "import \"a.nn\"\nruns = 1\nfn h(x) = 10 * a.f(x)\n");
    try (Context other =
        Context.newBuilder("nn").allowIO(IOAccess.ALL).currentWorkingDirectory(folder).build()) {
      ContextAccess.introduce(other, new Terminal());
      var session = new Prompt(other, ContextAccess.inside(other));
      var main = Source.newBuilder("nn", folder.resolve("main.nn").toFile()).build();
      assertNull(session.run(main, false));
      session.evaluate("runs = 5", false);
      assertEquals("20", session.evaluate("h(1)", false).shown());
      Files.writeString(folder.resolve("deep.nn"), "fn g(x) = x + 2\n");
      assertEquals("20", session.evaluate("h(1)", false).shown());
      assertNull(session.reload(false).failure());
      assertEquals("30", session.evaluate("h(1)", false).shown());
      Files.writeString(
          folder.resolve("main.nn"), "import \"a.nn\"\nruns = 1\nfn h(x) = 100 * a.f(x)\n");
      assertNull(session.reload(false).failure());
      assertEquals("300", session.evaluate("h(1)", false).shown());
      assertEquals("5", session.evaluate("runs", false).shown());
      Files.writeString(folder.resolve("deep.nn"), "fn g(x) = x + 3\n");
      session.evaluate("import \"a.nn\"", false);
      assertEquals("400", session.evaluate("h(1)", false).shown());
    }
  }

  /** Progress has said it in its last line; asked for later, it is shown. */
  @Test
  void aTrainingIsSummedUpOnce() {
    ContextAccess.introduce(context, new Terminal());
    shown("x = ones([4, 1])");
    assertEquals("", shown("train(linear(1, 1), [x, x], loss: mse, steps: 3)"));
    assertTrue(shown("_").contains("\n3 steps in "));
    assertEquals("", shown("h = train(linear(1, 1), [x, x], loss: mse, steps: 3)"));
    shown("x");
    assertTrue(shown("[h]").startsWith("[3 steps in "));
  }

  /** Whoever stops a job that is over sees what it came to: it is not said a second time. */
  @Test
  void aStoppedJobIsNoNews() {
    shown(
        "j = train(linear(1, 1), [ones([2, 1]), ones([2, 1])], loss: mse, steps: 3, background:"
            + " true)");
    shown("while j.state == \"running\" { }");
    assertTrue(shown("stop(j)").contains("3 steps in "));
    assertEquals("", prompt.news(false));
  }

  /** Each has its turn: neither waits until the other is done. */
  @Test
  @Timeout(60)
  void twoTrainingsInTheBackgroundShareTheCores() {
    shown("x = ones([8, 4]); a = linear(4, 4); b = linear(4, 4) >> tanh");
    shown("j = train(a, [x, x], loss: mse, steps: 1000000000, background: true)");
    shown("k = train(b, [x, x], loss: mse, steps: 1000000000, background: true)");
    // a thread takes its time to begin, while the other goes on alone
    shown("while len(j.loss) < 10 or len(k.loss) < 10 { }");
    shown("from = [len(j.loss), len(k.loss)]");
    // how often each gets a turn is the system's business too: that both go on is nn's
    shown("while len(j.loss) < from[0] + 100 or len(k.loss) < from[1] + 100 { }");
    shown("stop(j); stop(k)");
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
    public boolean isPrompt() {
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
