// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

class ShowTest {
  private final Memory memory = new Memory(1 << 20);

  /** The right column is what Python's repr gives, without zeros and plus signs in exponents. */
  @ParameterizedTest
  @CsvSource({
    "3, 3.0",
    "0.1, 0.1",
    "1e-7, 1e-7",
    "-1.5e-7, -1.5e-7",
    "0.0001, 0.0001",
    "0.00012345, 0.00012345",
    "0.00001, 1e-5",
    "123456789.125, 123456789.125",
    "1e15, 1000000000000000.0",
    "1e16, 1e16",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "NaN, nan",
    "-Infinity, -inf",
    "-0.0, -0.0"
  })
  void floatsReadBack(double value, String text) {
    assertEquals(text, Show.plain(value));
  }

  @Test
  void listsAndRecordsQuoteStrings() {
    List<Object> list = new ArrayList<>(Arrays.asList(1L, 2.5, "a\n\"", None.NONE, true));
    assertEquals("[1, 2.5, \"a\\n\\\"\", none, true]", Show.plain(list));
    assertEquals(
        "{a: 1, b: [], \"c d\": 0..3}",
        Show.plain(new Record().with("a", 1L).with("b", List.of()).with("c d", new Range(0, 3))));
    assertEquals("bare", Show.plain("bare"));
    list.add(list);
    assertEquals("[1, 2.5, \"a\\n\\\"\", none, true, …]", Show.plain(list));
  }

  @Test
  void tensorsStandInRows() {
    assertEquals("2.5", Show.plain(Tensor.of(memory, new float[] {2.5f}).reshape()));
    assertEquals("[0.1, 2.0]", Show.plain(Tensor.of(memory, new float[] {.1f, 2}, 2)));
    assertEquals(
        "[[ 1,  2],\n [-3,  4]]", Show.plain(Tensor.of(memory, new long[] {1, 2, -3, 4}, 2, 2)));
    assertEquals(
        "[[1.0], [2.0]]",
        Show.inner(new ArrayList<>(List.of(Tensor.of(memory, new float[] {1, 2}, 2, 1))))
            .replaceAll("^\\[|]$", ""));
    assertEquals(
        "[0, 0, 0, …, 0, 0, 0] int[2000]", Show.plain(Tensor.of(memory, new long[2000], 2000)));
  }
}
