// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long now;

  private Progress progress(boolean terminal, int width) {
    return new Progress(out, "", terminal, width, () -> false, () -> now);
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** A thousand steps of 20 ms. */
  private void steps(Progress progress, int every) {
    progress.begin(new Monitor.Status(0, 1000, Double.NaN, Double.NaN, false));
    for (int i = 1; i <= 1000; i++) {
      now += 20_000_000L;
      boolean validated = every > 0 && i % every == 0;
      double val = every > 0 && i >= every ? 0.5 : Double.NaN;
      progress.step(new Monitor.Status(i, 1000, 1.0 / i, val, validated));
    }
  }

  @Test
  void aFileGetsALineEveryFewSeconds() {
    steps(progress(false, 80), 0);
    List<String> lines = written().lines().toList();
    assertEquals(4, lines.size());
    assertEquals("step 250/1000  loss 0.0040  50.0/s  15 s left", lines.get(0));
    assertEquals("step 1000/1000  loss 0.0010  50.0/s", lines.get(3));
    assertFalse(written().contains("\r"));
  }

  @Test
  void aValidationIsAlwaysTold() {
    steps(progress(false, 80), 100);
    assertEquals(10, written().lines().count());
    assertTrue(
        written().startsWith("step 100/1000  loss 0.0100  val 0.5000  50.0/s  18 s left"),
        written());
  }

  @Test
  void aValidationThatTakesLongShowsHowFarItIs() {
    Progress progress = progress(true, 80);
    progress.begin(new Monitor.Status(0, 10, Double.NaN, Double.NaN, false));
    progress.step(new Monitor.Status(4, 10, 0.5, Double.NaN, false));
    for (int i = 0; i < 10; i++) {
      progress.validating(i * 300L, 3000);
      now += 60_000_000L;
    }
    assertEquals(
        List.of("", "step 4/10 validating, 20 %", "step 4/10 validating, 40 %"),
        List.of(written().split("\r")).subList(0, 3));
  }

  @Test
  void aTerminalGetsABarDrawnOverAndNoWiderThanItself() {
    Progress progress = progress(true, 80);
    steps(progress, 100);
    String[] drawn = written().split("\r");
    assertTrue(drawn.length > 100 && drawn.length < 250, drawn.length + " times");
    for (String line : drawn) {
      assertTrue(line.length() < 80, line);
    }
    assertTrue(drawn[100].contains("━") && drawn[100].contains("─"), drawn[100]);
    assertFalse(written().contains("\n"));
    History history = new History();
    history.step(0.5, 0.1);
    history.validated(1, 0.25, Map.of());
    history.took(1.25);
    progress.end(history);
    assertTrue(
        written()
            .endsWith(
                "\rtrained 1 step in 1.3 s: loss 0.5000 to 0.5000, validation 0.2500 (best"
                    + " 0.2500 at 1)"
                    + System.lineSeparator()),
        written());
  }

  @Test
  void aNarrowTerminalHasNoBar() {
    steps(progress(true, 30), 0);
    for (String line : written().split("\r")) {
      assertTrue(line.length() < 30, line);
    }
  }

  @Test
  void timesReadAsPeopleWriteThem() {
    assertEquals("1 s", ProgressLine.time(0.2));
    assertEquals("59 s", ProgressLine.time(58.5));
    assertEquals("3:05", ProgressLine.time(185));
    assertEquals("2:03:05", ProgressLine.time(7385));
  }
}
