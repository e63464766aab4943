// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nnlang.SmallStack.onSmallStack;

import java.io.OutputStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script may use, and that more than that is a diagnostic with its place. */
class LimitsTest {
  private static final int DEEP = 100_000;

  private static Context context(String... options) {
    Context.Builder builder =
        Context.newBuilder("nn").out(OutputStream.nullOutputStream()).option("nn.threads", "1");
    for (int i = 0; i < options.length; i += 2) {
      builder.option(options[i], options[i + 1]);
    }
    return builder.build();
  }

  /** The text of the diagnostic, which must be one of code limit. */
  private static String limit(Context context, String script) {
    PolyglotException e = assertThrows(PolyglotException.class, () -> context.eval("nn", script));
    assertTrue(e.isGuestException(), e::toString);
    String text = e.getGuestObject().getMember("text").asString();
    assertEquals("limit", e.getGuestObject().getMember("code").asString(), text);
    return text;
  }

  private static String refused(String script, String... options) {
    try (Context context = context(options)) {
      return limit(context, script);
    }
  }

  // ---- steps

  @Test
  void stepsAreTurnsAndCalls() {
    try (Context c = context("nn.steps", "100")) {
      assertEquals(99, c.eval("nn", "n = 0\nwhile n < 99 { n = n + 1 }\nn").asInt());
      String text = limit(c, "fn f(x) = x\nf(1)\n\nf(2)");
      assertTrue(text.startsWith("error[limit]: the script takes more than the 100 steps"), text);
      assertTrue(text.contains(":4:1"), text);
      assertTrue(text.contains("--max-steps"), text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while true { }",
        "for i in 0..1000000000000 { }",
        "fn f(x) = x\nfor i in 0..1000000000000 { f(i) }",
        "map(0..1000000000, x -> x)",
        "f = x -> reduce(0..1000000000, (a, b) -> a)\nf(1)",
        "model M() { forward(x) { while true { x = x + 1 } } }\nM()(tensor([1]))",
        "while true { str(1) }",
        "sum(0..1000000000000)",
        "range(0, 1000000000000, 1000000)",
        "x = zeros([4, 1])\ntrain(linear(1, 1), [x, x], loss: mse, steps: 1000000)",
      })
  void stepsEndWhatDoesNot(String script) {
    String text = refused(script, "nn.steps", "50000");
    assertTrue(text.contains("50,000 steps") && text.contains(" --> "), text);
  }

  @Test
  void aPromptCountsEachEntry() throws Exception {
    try (Context c = context("nn.steps", "100")) {
      Source entry =
          Source.newBuilder("nn", "for i in 0..60 { }", "entry").interactive(true).build();
      for (int i = 0; i < 3; i++) {
        c.eval(entry);
      }
    }
  }

  // ---- sources

  @Test
  void theHostSaysHowLongAndHowDeep() {
    assertTrue(refused("print(12345)", "nn.source", "10").contains("the limit is 10 characters"));
    assertTrue(refused("[[[1]]]", "nn.nesting", "2").contains("the limit is 2"));
    try (Context c = context("nn.nesting", "400")) {
      assertEquals(1, c.eval("nn", "(".repeat(300) + "1" + ")".repeat(300)).asInt());
    }
  }

  // ---- memory

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = []\nwhile true {\n append(x, 1) }",
        "s = \"ab\"\nwhile true {\n s = s + s }",
        "s = \"ab\"\nwhile true {\n s = \"{s}{s}\" }",
        "x = [1]\nwhile true {\n x = x + x }",
        "r = {}\nn = 0\nwhile true {\n r[str(n)] = 1\n n = n + 1 }",
        "x = [1]\nwhile true {\n x = map(x + x, y -> y) }",
      })
  void oneValueHasABudget(String script) {
    String text = refused(script, "nn.memory", "1");
    assertTrue(text.contains("more than the budget of 1 MiB"), text);
    assertTrue(text.contains(" --> "), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all = []\nwhile true {\n append(all, \"{len(all)}\" * 50000) }",
        "all = []\nwhile true {\n append(all, [1] * 10000) }",
        "all = []\nwhile true {\n append(all, \"{len(all)}\") }",
        "all = []\nwhile true {\n append(all, [1, 2, 3]) }",
        "all = []\nwhile true {\n append(all, {a: 1, b: 2}) }",
      })
  void allValuesTogetherHaveABudget(String script) {
    String text = refused(script, "nn.memory", "16");
    assertTrue(text.contains("than the budget of 16 MiB"), text);
    assertTrue(text.contains(" --> "), text);
  }

  /** What nobody needs any more does not count, and what is given back again counts once. */
  @Test
  void theBudgetIsForWhatIsThere() {
    try (Context c = context("nn.memory", "16")) {
      assertEquals(
          150_000, c.eval("nn", "for i in 100..400 {\n s = \"{i}\" * 50000 }\nlen(s)").asInt());
      assertEquals(
          1000,
          c.eval(
                  "nn",
                  "all = []\nfor i in 0..100 { append(all, \"a\" * 10000) }\nn = 0\n"
                      + "for i in 0..1000 { x = min([all[i % 100]])\n n = n + 1 }\nn")
              .asInt());
    }
  }

  @Test
  void timeAndOutputAreLimited() {
    String late = refused("while true { }", "nn.seconds", "0.2");
    assertTrue(late.startsWith("error[limit]: the script takes more than the 0.2 s"), late);
    String much = refused("while true { print(1) }", "nn.output", "100");
    assertTrue(much.startsWith("error[limit]: the script prints more than the 100 bytes"), much);
    try (Context c = context("nn.seconds", "5", "nn.output", "100")) {
      for (int i = 0; i < 40; i++) {
        assertEquals(2, c.eval("nn", "print(1)\n1 + 1").asInt());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one_hot(tensor([1]), 9223372036854775807)",
        "sort(zeros([1000000000000000000, 0]))",
        "conv1d(1, 1, 3, padding: 2147483647)(zeros([1, 1, 4]))",
      })
  void whatIsTooLargeIsALimit(String script) {
    assertTrue(refused(script).contains(" --> "));
  }

  @Test
  void manyTensorsBecomeOne() {
    try (Context c = context()) {
      assertEquals(0, c.eval("nn", "concat(zeros([1000000, 0])).shape[0]").asInt());
      assertEquals(5000, c.eval("nn", "concat(map(0..5000, i -> tensor([i]))).shape[0]").asInt());
      assertEquals(12497500, c.eval("nn", "sum(stack(map(0..5000, i -> tensor([i]))))").asInt());
      // NumPy: np.concatenate(list(np.arange(12).reshape(2, 2, 3)), axis=1), and np.stack
      String rows = "x = arange(12).reshape([2, 2, 3])\n";
      assertTrue(
          c.eval(
                  "nn",
                  rows
                      + "all(concat(x, axis: 1) == tensor([[0, 1, 2, 6, 7, 8], [3, 4, 5, 9, 10, 11]]))")
              .asBoolean());
      assertTrue(
          c.eval(
                  "nn",
                  rows
                      + "all(stack(x, axis: -1)"
                      + " == tensor([[[0, 6], [1, 7], [2, 8]], [[3, 9], [4, 10], [5, 11]]]))")
              .asBoolean());
    }
  }

  // ---- depth

  @ParameterizedTest
  @CsvSource(
      delimiterString = "~",
      quoteCharacter = '`',
      value = {
        "( ~ 1 ~ )",
        "[ ~ 1 ~ ]",
        "abs( ~ 1 ~ )",
        "x[ ~ 0 ~ ]",
        "{a: ~ 1 ~ }",
        "{ ~ 1 ~ }",
        "if a { ~ 1 ~ }",
        "x -> ~ 1 ~ ``",
        "- ~ 1 ~ ``",
        "`not ` ~ a ~ ``",
        "`\"{` ~ 1 ~ `}\"`",
        "1 ^ ~ 1 ~ ``",
        "1 + ~ 1 ~ ``",
        "tanh >> ~ tanh ~ ``",
        "`` ~ x ~ [0]",
        "`` ~ if a { } ~ ` else if a { }`",
      })
  void everyStageBearsDepthOnASmallStack(String open, String middle, String close)
      throws Exception {
    String begin = "a = true\nx = [0]\n";
    try (Context c = context()) {
      onSmallStack(() -> limit(c, begin + open.repeat(DEEP) + middle + close.repeat(DEEP)));
    }
    // what the limits allow runs, or is too much for this stack
    for (int depth : new int[] {200, 120, 60}) {
      try (Context c = context()) {
        onSmallStack(
            () -> {
              try {
                c.eval("nn", begin + open.repeat(depth) + middle + close.repeat(depth));
              } catch (PolyglotException e) {
                String code = e.getGuestObject().getMember("code").asString();
                assertTrue(!code.equals("internal"), e::getMessage);
              }
              return null;
            });
      }
    }
  }

  private static final String NEST = "x = [1]\nfor i in 0..100000 {\n x = [x] }\n";
  private static final String TWICE = NEST + "y = [1]\nfor i in 0..100000 {\n y = [y] }\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        TWICE + "x == y",
        NEST + "tensor(x)",
        NEST + "linear(1, 1)(x)",
        "f = x -> x\nfn wrap(g) = x -> g(x)\nfor i in 0..100000 { f = wrap(f) }\nf(1)",
        "fn f(n) = f(n + 1)\nf(0)",
        "fn f(n) = [f(n + 1)]\nf(0)",
        "fn f(n) = map([n], f)\nf(0)",
        "f = x -> x\ng = x -> f(x)\nf = g\nf(1)",
        "r = {}\nr.f = x -> r.f(x)\nr.f(1)",
      })
  void whatLiesTooDeepIsRefused(String script) {
    String text = refused(script);
    assertTrue(text.contains("too deeply"), text);
    assertTrue(text.contains(" --> "), text);
  }

  @Test
  void deepValuesArePrintedAndGivenToTheHost() throws Exception {
    try (Context c = context()) {
      c.eval("nn", NEST + "print(x)\nlen(str(x))");
      var x = c.getBindings("nn").getMember("x");
      assertTrue(onSmallStack(x::toString).contains("…"));
      for (int i = 0; i < DEEP; i++) {
        x = x.getArrayElement(0);
      }
      assertEquals(1, x.getArrayElement(0).asInt());
    }
  }

  @Test
  void longChainsOfFunctions() {
    try (Context c = context()) {
      String script = "f = x -> x + 1\ng = f\nfor i in 0..3000 { f = f >> g }\nf(0)";
      assertEquals(3_001, c.eval("nn", script).asInt());
    }
  }
}
