// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

class WindowsTest {
  private final Memory memory = new Memory(1 << 20);
  private final Tensor ids = Tensor.of(memory, new long[] {0, 10, 20, 30, 40, 50, 60}, 7);

  @Test
  void pairsAreMovedByOne() {
    Windows windows = new Windows(memory, ids, 3, 1);
    assertEquals(4, windows.size());
    List<Tensor> batch = windows.batch(0, 3);
    assertArrayEquals(new long[] {2, 3}, batch.get(0).shape());
    assertArrayEquals(new long[] {0, 10, 20, 30, 40, 50}, batch.get(0).toLongs());
    assertArrayEquals(new long[] {10, 20, 30, 40, 50, 60}, batch.get(1).toLongs());
    assertEquals("dataset of 4 windows of 3", windows.show());
  }

  @Test
  void theLastWholePairIsThere() {
    Windows windows = new Windows(memory, ids, 3, 3);
    assertEquals(2, windows.size());
    assertArrayEquals(new long[] {40, 50, 60}, windows.batch(1).get(1).toLongs());
    assertEquals(1, new Windows(memory, ids, 3, 4).size());
    assertEquals(1, new Windows(memory, ids, 6, 1).size());
  }

  @Test
  void memoryIsUsedAgain() {
    Windows windows = new Windows(memory, ids, 2, 1);
    List<Tensor> first = windows.batch(new long[] {0, 1}, null);
    List<Tensor> second = windows.batch(new long[] {4, 2}, first);
    assertSame(first.get(0), second.get(0));
    assertArrayEquals(new long[] {40, 50, 20, 30}, second.get(0).toLongs());
    assertArrayEquals(new long[] {50, 60, 30, 40}, second.get(1).toLongs());
  }

  @Test
  void tooShortTextsAndOddSizesAreRefused() {
    Problem p = assertThrows(Problem.class, () -> new Windows(memory, ids, 7, 1));
    assertEquals("windows of 7 tokens need 8 of them at least, here are 7", p.getMessage());
    assertThrows(Problem.class, () -> new Windows(memory, ids, 0, 1));
    assertThrows(Problem.class, () -> new Windows(memory, ids, 2, 0));
    assertThrows(Problem.class, () -> new Windows(memory, ids.reshape(7, 1), 2, 1));
    assertThrows(Problem.class, () -> new Windows(memory, ids, 3, 1).batch(4));
  }
}
