// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Against nanoGPT's and PyTorch's: see schedules.py. */
class ScheduleTest {
  private static final Map<String, Schedule> CASES =
      Map.of(
          "cosine", new Schedule.Cosine(5, 0.1),
          "cosine_plain", new Schedule.Cosine(0, 0),
          "step", new Schedule.Step(7, 0.5),
          "one_cycle", new Schedule.OneCycle(0.3),
          "linear", new Schedule.Linear(0, 0));

  @TestFactory
  Stream<DynamicTest> areThoseOfOthers() {
    Map<String, double[]> expected = Reference.read("schedules.txt");
    return CASES.entrySet().stream()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(),
                    () ->
                        assertArrayEquals(
                            expected.get(e.getKey()),
                            IntStream.range(0, 40)
                                .mapToDouble(i -> e.getValue().factor(i, 40))
                                .toArray(),
                            1e-12)));
  }

  @Test
  void showsAsTheCallThatMakesIt() {
    assertEquals("cosine(warmup: 100, floor: 0.1)", new Schedule.Cosine(100, 0.1).show());
    assertEquals("one_cycle(rise: 0.3)", new Schedule.OneCycle(0.3).show());
    assertEquals("constant()", new Schedule.Constant().show());
    assertEquals("sgd(lr: 0.1, nesterov: true)", new Sgd(0.1, 0, true, 0).show());
    assertEquals(
        "adamw(lr: 0.001, betas: [0.9, 0.99], eps: 1e-8, weight_decay: 0.1)",
        new AdamW(1e-3, 0.9, 0.99, 1e-8, 0.1).show());
  }
}
