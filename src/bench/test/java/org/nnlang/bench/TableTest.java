// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the comparison prints; the times themselves are not tested. */
class TableTest {
  private static Result result(String peer, double milliseconds, double loss) {
    return new Result(
        peer,
        "W3",
        milliseconds,
        milliseconds - 1,
        1e3 / milliseconds,
        768e3 / milliseconds,
        100,
        321,
        1.5,
        Double.NaN,
        4.2,
        loss,
        0.5,
        120);
  }

  @Test
  void aLineOfJsonComesBackAsItWas() {
    Result result = result("ours", 40, 2.25);
    String line = result.toJson();
    assertTrue(line.startsWith("{\"peer\":\"ours\",\"workload\":\"W3\",\"ms_per_step\":40,"), line);
    assertTrue(line.contains("\"tokens_per_s\":19200,"), line);
    assertTrue(!line.contains("hundred_s"), line);
    assertEquals(result, Result.fromJson(line));
  }

  @Test
  void aTableHasMediansAndRatios() {
    List<Result> ours =
        List.of(result("ours", 20, 1), result("ours", 90, 1), result("ours", 30, 1));
    List<Result> torch = List.of(result("torch", 60, 1), result("torch", 61, 1));
    var table = new Table();
    table.add(Workload.of("W3"), ours, torch);
    assertTrue(
        table
            .toString()
            .contains("| W3 | 30.0 / 60.5 | 19.0 / 59.0 | 0.50 | 100 / 100 | 25,600 / 12,6"),
        table::toString);
  }

  @Test
  void otherLossesEndTheComparison() {
    Result one = result("ours", 40, 2.250);
    assertDoesNotThrow(() -> Losses.compare(one, result("torch", 50, 2.251)));
    assertThrows(
        IllegalStateException.class, () -> Losses.compare(one, result("torch", 50, 2.254)));
    assertThrows(
        IllegalStateException.class, () -> Losses.compare(one, result("torch", 50, Double.NaN)));
  }

  @Test
  void operationsAreThoseOfTheShapes() {
    // 65 * 128 + 4 * (12 * 128 * 128 + 2 * 128) + 128 weights
    assertEquals(795_904.0, Workload.of("W3").gpt().weights());
    assertEquals(124_439_808 - 1024 * 768, Workload.of("G124").gpt().weights());
    assertEquals(768 * (6 * 795_904.0 + 12 * 4 * 128 * 64), Workload.of("W3").operations());
  }
}
