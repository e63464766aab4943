// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nnlang.lang.ContextAccess;

/** What somebody sees of a value who asks for it. */
class PreviewTest {
  private final Context context = Context.create("nn");
  private final Prompt prompt = new Prompt(context, ContextAccess.inside(context));

  @AfterEach
  void close() {
    context.close();
  }

  private List<String> shown(String input) {
    Prompt.Outcome outcome = prompt.evaluate(input, false);
    assertNull(outcome.failure(), () -> outcome.failure().text());
    return outcome.shown().lines().toList();
  }

  @Test
  void smallValuesAreWrittenAsTheyAre() {
    assertEquals(
        List.of("[[1.0, 2.0],", " [3.0, 4.0]]"), shown("tensor([[1.0, 2.0], [3.0, 4.0]])"));
    assertEquals(List.of("[1, {a: 2}]"), shown("[1, {a: 2}]"));
    assertEquals(List.of("{a: 1, b: [2, 3]}"), shown("{a: 1, b: [2, 3]}"));
    assertEquals(
        List.of("tanh"), shown("[tanh][0]").stream().map(s -> s.replace("function ", "")).toList());
  }

  /** 0 to 2399: each of 24 bars has 100 numbers; mean 1199.5, deviation sqrt((2400^2 - 1) / 12). */
  @Test
  void largeTensorsAreSummedUp() {
    List<String> lines = shown("arange(2400)");
    assertEquals("[0, 1, 2, …, 2397, 2398, 2399] int[2400]", lines.get(0));
    assertEquals(
        "0 .. 2399, mean 1199.5000, deviation 692.8203  ▕████████████████████████▏", lines.get(1));
  }

  /** Six numbers of up to ten signs fill the usual 80 columns: the type goes below. */
  @Test
  void noLineIsWiderThanTheTerminal() {
    List<String> lines = shown("full([64, 64], -123456.7)");
    assertTrue(lines.stream().allMatch(l -> l.length() <= 80), lines.toString());
    assertTrue(lines.contains("float32[64, 64]"), lines.toString());
  }

  @Test
  void longListsShowTheirEnds() {
    List<String> lines = shown("list(0..5000)");
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).startsWith("[0, 1, 2, ") && lines.get(0).length() <= 80, lines.get(0));
    assertTrue(lines.get(0).endsWith(", 4998, 4999]") && lines.get(0).contains(", …, "));
    assertEquals("5,000 items", lines.get(1));
    assertEquals(5000, context.eval("nn", "len(_)").asInt());
  }

  @Test
  void recordsAreFolded() {
    List<String> lines =
        shown(
            "{name: \"a longer text that stands there\", many: list(0..100), t: ones([8]), n: 1}");
    assertEquals(
        List.of(
            "{",
            "  name: \"a longer text that stands there\"",
            "  many: a list of 100",
            "  t: float32[8]  1.0000  ▕█                       ▏",
            "  n: 1",
            "}"),
        lines);
  }

  /** 2 * 3 + 3 weights each, twice the same, and 3 * 1 + 1. */
  @Test
  void netsAreTrees() {
    List<String> lines =
        shown("model M() { a = repeat(3, i -> linear(3, 3)); b = linear(3, 1) }; M()");
    assertEquals(
        List.of(
            "M()",
            "  a: repeat(3, linear)",
            "    0 … 2: linear(3, 3)  weight [3, 3], bias [3]  12",
            "  b: linear(3, 1)        weight [1, 3], bias [1]   4",
            "40 parameters"),
        lines);
  }

  @Test
  void historiesAreCurvesWithTheirLastFigures() {
    List<String> lines =
        shown("train(linear(1, 1), [ones([4, 1]), ones([4, 1])], loss: mse, steps: 20)");
    assertTrue(lines.size() > 8, lines.toString());
    assertTrue(lines.get(lines.size() - 2).strip().equals("step"), lines.toString());
    assertTrue(lines.getLast().startsWith("20 steps in "), lines.toString());
  }
}
