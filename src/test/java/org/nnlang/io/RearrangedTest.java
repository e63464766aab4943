// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;

class RearrangedTest {
  private final Memory memory = new Memory(1 << 20);

  @Test
  void aShuffleHasEveryRowOnce() {
    long[] order = Rearranged.shuffled(1000, 7, 0);
    assertArrayEquals(order, Rearranged.shuffled(1000, 7, 0));
    assertTrue(!Arrays.equals(order, Rearranged.shuffled(1000, 8, 0)));
    assertTrue(!Arrays.equals(order, Rearranged.shuffled(1000, 7, 1)));
    long[] sorted = order.clone();
    Arrays.sort(sorted);
    assertArrayEquals(LongStream.range(0, 1000).toArray(), sorted);
    assertEquals(0, Rearranged.shuffled(0, 1, 0).length);
  }

  /**
   * Each of three rows comes first in a third of all orders: 1000 of 3000, give or take 4 sigma.
   */
  @Test
  void shufflesAreFair() {
    int[] first = new int[3];
    for (int seed = 0; seed < 3000; seed++) {
      first[(int) Rearranged.shuffled(3, seed, 0)[0]]++;
    }
    for (int count : first) {
      assertTrue(Math.abs(count - 1000) < 104, () -> Arrays.toString(first));
    }
  }

  @Test
  void rowsComeInTheNewOrder() {
    Tensor x = Tensor.of(memory, new float[] {0, 1, 2, 3}, 4, 1);
    Tensor y = Tensor.of(memory, new long[] {0, 10, 20, 30}, 4);
    Dataset whole = Dataset.of(memory, List.of(x, y));
    Dataset some = whole.pick(3, 0, 2);
    assertEquals(3, some.size());
    assertArrayEquals(new long[] {20, 30}, some.batch(2, 0).get(1).toLongs());
    assertArrayEquals(new float[] {0, 2}, some.rows(1, 3).batch(0, 1).get(0).toFloats());
    assertThrows(Problem.class, () -> some.batch(3));
  }

  @Test
  void cutsAreWholeRows() {
    // as Python's int(1115394 * 0.9)
    assertArrayEquals(new long[] {1003854, 1115394}, Rearranged.cuts(1115394, List.of(0.9, 0.1)));
    assertArrayEquals(new long[] {7, 9, 10}, Rearranged.cuts(10, List.of(0.7, 0.2, 0.1)));
    assertArrayEquals(new long[] {5}, Rearranged.cuts(10, List.of(0.5)));
    assertThrows(Problem.class, () -> Rearranged.cuts(10, List.of(0.9, 0.2)));
    assertThrows(Problem.class, () -> Rearranged.cuts(10, List.of(1.0, 0.0)));
    Problem p = assertThrows(Problem.class, () -> Rearranged.cuts(5, List.of(0.1, 0.9)));
    assertEquals("a part of 0.1 of 5 would be empty", p.getMessage());
  }
}
