// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OrderTest {
  private static List<Long> epoch(Order order, long epoch) {
    return LongStream.range(0, order.size()).map(i -> order.row(epoch, i)).boxed().toList();
  }

  @Test
  void everyEpochHasEachRowOnce() {
    for (long size : new long[] {1, 2, 3, 4, 5, 16, 17, 63, 64, 65, 1000, 4097}) {
      List<Long> rows = epoch(new Order(size, true, 7), 3);
      assertEquals(size, new TreeSet<>(rows).size());
      assertTrue(rows.stream().allMatch(r -> r >= 0 && r < size));
    }
  }

  @Test
  void seedAndEpochMakeTheOrder() {
    Order order = new Order(100, true, 1);
    assertEquals(epoch(order, 0), epoch(new Order(100, true, 1), 0));
    assertNotEquals(epoch(order, 0), epoch(order, 1));
    assertNotEquals(epoch(order, 0), epoch(new Order(100, true, 2), 0));
    assertEquals(LongStream.range(0, 9).boxed().toList(), epoch(new Order(9, false, 1), 5));
  }

  /** Each row comes first about equally often: 4,000 epochs of 8 rows, 500 times expected. */
  @Test
  void noPlaceFavoursARow() {
    for (long place : new long[] {0, 5}) {
      int[] count = new int[8];
      for (int epoch = 0; epoch < 4000; epoch++) {
        count[(int) new Order(8, true, 11).row(epoch, place)]++;
      }
      for (int c : count) {
        // six standard deviations of a binomial count
        assertEquals(500, c, 6 * Math.sqrt(4000 * 0.125 * 0.875));
      }
    }
  }

  /** Neighbours stay neighbours no more often than chance has it: 1 in 1,000. */
  @Test
  void neighboursAreTornApart() {
    Order order = new Order(1000, true, 3);
    int together = 0;
    for (int epoch = 0; epoch < 20; epoch++) {
      for (int i = 1; i < 1000; i++) {
        together += order.row(epoch, i) - order.row(epoch, i - 1) == 1 ? 1 : 0;
      }
    }
    assertTrue(together < 60, together + " of 19,980");
  }
}
