// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Sizes as expressions: equal ones are equal, and each can be computed where its names are known.
 */
class DimTest {
  private static final Dim A = Dim.named("a");
  private static final Dim B = Dim.named("b");

  private static long of(Dim dim, long a, long b) {
    Map<String, Long> values = Map.of("a", a, "b", b);
    return dim.by(
        new Dim.Arithmetic<Long>() {
          @Override
          public Long number(long value) {
            return value;
          }

          @Override
          public Long named(String name) {
            return values.get(name);
          }

          @Override
          public Long plus(Long x, Long y) {
            return x + y;
          }

          @Override
          public Long times(Long x, Long y) {
            return x * y;
          }

          @Override
          public Long floorDiv(Long x, Long y) {
            return Math.floorDiv(x, y);
          }

          @Override
          public Long least(Long x, Long y) {
            return Math.min(x, y);
          }
        });
  }

  @Test
  void whatIsMadeOfNamesIsComputedFromTheirValues() {
    assertEquals(0, of(A.minus(A), 3, 5));
    assertEquals(7, of(Dim.of(7), 3, 5));
    assertEquals(3 * 5 + 2 * 3 - 1, of(A.times(B).plus(A.times(2)).plus(-1), 3, 5));
    assertEquals((7 + 1) / 2, of(A.plus(1).floorDiv(2), 7, 5));
    assertEquals(Math.floorDiv(7 * 5, 3) * 2, of(A.times(B).floorDiv(3).times(2), 7, 5));
    assertEquals(4, of(Dim.least(A, B.minus(Dim.of(1))), 7, 5));
    assertEquals(3, of(Dim.least(A.floorDiv(2), B), 7, 5));
  }

  @Test
  void aQuotientOfAProductIsOneNameAndNoProduct() {
    Dim half = A.times(B).floorDiv(3);
    assertEquals("a*b//3", half.toString());
    assertEquals(half, half.times(A).floorDiv(A));
    assertNotEquals(half, A.times(Dim.named("b//3")));
    assertEquals("a*a*b//3", half.times(A).toString());
  }

  @Test
  void theSmallerOfTwoIsKnownWhereTheirDifferenceIs() {
    assertEquals(A, Dim.least(A, A.plus(2)));
    assertEquals("min(a + 2, b)", Dim.least(A.plus(2), B).toString().replace("(a + 2)", "a + 2"));
  }
}
