// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Dim;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.syntax.BinaryOp;
import org.nnlang.syntax.CompareOp;

class ArithmeticTest {
  private static Object apply(BinaryOp op, Object a, Object b) {
    return Arithmetic.apply(null, op, a, b);
  }

  /** Python's results. */
  @ParameterizedTest
  @CsvSource({
    "7, 3, 2, 1",
    "-7, 3, -3, 2",
    "7, -3, -3, -2",
    "-7, -3, 2, -1",
    "0, 5, 0, 0",
    "6, 3, 2, 0"
  })
  void floorsTowardsMinusInfinity(long a, long b, long quotient, long rest) {
    assertEquals(quotient, apply(BinaryOp.FLOOR_DIVIDE, a, b));
    assertEquals(rest, apply(BinaryOp.REMAINDER, a, b));
    assertEquals((double) quotient, apply(BinaryOp.FLOOR_DIVIDE, (double) a, b));
    assertEquals((double) rest, (double) apply(BinaryOp.REMAINDER, a, (double) b), 0);
  }

  /** Against integers of any size: the same result, or an error where it does not fit. */
  @Test
  void integersAreExactOrFail() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      long a = random.nextLong() >> random.nextInt(64);
      long b = random.nextLong() >> random.nextInt(64);
      BigInteger x = BigInteger.valueOf(a);
      BigInteger y = BigInteger.valueOf(b);
      check(BinaryOp.ADD, a, b, x.add(y));
      check(BinaryOp.SUBTRACT, a, b, x.subtract(y));
      check(BinaryOp.MULTIPLY, a, b, x.multiply(y));
      long small = Math.floorMod(b, 70);
      check(BinaryOp.POWER, a, small, x.pow((int) small));
    }
  }

  private static void check(BinaryOp op, long a, long b, BigInteger exact) {
    if (exact.bitLength() > 63) {
      assertEquals(ErrorCode.ARITHMETIC, assertThrows(Problem.class, () -> apply(op, a, b)).code());
    } else {
      assertEquals(exact.longValueExact(), apply(op, a, b), () -> a + op.symbol() + b);
    }
  }

  @Test
  void integersAndFloatsCompareExactly() {
    long large = (1L << 53) + 1;
    assertTrue(Comparison.order(large, (double) (1L << 53)) > 0);
    assertEquals(false, Comparison.apply(null, CompareOp.EQUAL, large, (double) (1L << 53)));
    assertEquals(true, Comparison.apply(null, CompareOp.EQUAL, 3L, 3.0));
    assertEquals(false, Comparison.apply(null, CompareOp.LESS, Double.NaN, 1.0));
    assertEquals(false, Comparison.apply(null, CompareOp.GREATER, Double.NaN, 1.0));
    assertEquals(false, Comparison.apply(null, CompareOp.EQUAL, Double.NaN, Double.NaN));
    assertTrue(Comparison.order(List.of(1L, 2L), List.of(1L, 3L)) < 0);
    assertTrue(Comparison.order(List.of(1L), List.of(1L, 3L)) < 0);
  }

  @Test
  void sizesThatAreNotKnownStayExpressions() {
    Object batch = new Size(Dim.named("batch"));
    Object twice = apply(BinaryOp.MULTIPLY, batch, 2L);
    assertEquals("2*batch", twice.toString());
    assertEquals(batch, apply(BinaryOp.FLOOR_DIVIDE, twice, 2L));
    assertEquals(0L, apply(BinaryOp.SUBTRACT, batch, batch));
    assertThrows(Undecided.class, () -> apply(BinaryOp.DIVIDE, batch, 2L));
    assertEquals(true, Comparison.apply(null, CompareOp.EQUAL, batch, batch));
    assertThrows(Undecided.class, () -> Comparison.apply(null, CompareOp.EQUAL, batch, 2L));
    assertEquals(
        true, Comparison.apply(null, CompareOp.LESS, batch, apply(BinaryOp.ADD, batch, 1L)));
    assertThrows(Undecided.class, () -> Truth.of(batch, "it"));
  }
}
