// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.nnlang.source.Problem;

class StratifiedTest {
  /** Whatever the kinds: each row once, parts as large as without them, shares within a row. */
  @Test
  void eachPartHasItsShareOfEachKind() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int rows = 20 + random.nextInt(200);
      double[] keys = random.doubles(rows).map(v -> Math.floor(v * v * 4)).toArray();
      List<Double> fractions = List.of(0.6, 0.25, 0.15);
      long[] order = Rearranged.shuffled(rows, round, 0);
      List<long[]> parts = Stratified.parts(keys, fractions, order);
      long[] all = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      assertArrayEquals(LongStream.range(0, rows).toArray(), all);
      long[] ends = Rearranged.cuts(rows, fractions);
      long from = 0;
      for (int i = 0; i < ends.length; i++) {
        assertEquals(ends[i] - from, parts.get(i).length);
        from = ends[i];
        for (double kind = 0; kind < 4; kind++) {
          double k = kind;
          long whole = Arrays.stream(keys).filter(v -> v == k).count();
          long here = Arrays.stream(parts.get(i)).filter(r -> keys[(int) r] == k).count();
          assertTrue(Math.abs(here - whole * fractions.get(i)) < 2);
        }
      }
    }
  }

  @Test
  void rowsKeepTheOrderTheyAreGivenIn() {
    double[] keys = {0, 1, 0, 1, 0, 1, 0, 1};
    List<long[]> parts =
        Stratified.parts(keys, List.of(0.5, 0.5), new long[] {7, 6, 5, 4, 3, 2, 1, 0});
    assertArrayEquals(new long[] {7, 6, 5, 4}, parts.get(0));
    assertArrayEquals(new long[] {3, 2, 1, 0}, parts.get(1));
  }

  @Test
  void whatNoTwoRowsShareTellsNothing() {
    double[] keys = {0.5, 1.5, 2.5, 3.5};
    long[] order = {0, 1, 2, 3};
    Problem p = assertThrows(Problem.class, () -> Stratified.parts(keys, List.of(0.5, 0.5), order));
    assertEquals("`by` is for classes", p.hint());
  }
}
