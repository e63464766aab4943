// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.nnlang.source.Problem;

/** Codes by hand, and bfloat16 as PyTorch rounds. */
class PackedTest {
  private final Memory memory = new Memory(1 << 20);

  private Packed packed(Packing packing, float... rows) {
    return Packed.of(Tensor.of(memory, rows, 2, rows.length / 2), packing, memory);
  }

  @Test
  void eightBitsByHand() {
    // the largest of each row is 127 scales
    Packed p = packed(Packing.INT8, 12.7f, -6.4f, 0.06f, 0, 2.54f, -2.54f);
    assertEquals(0.1, p.scales().getDouble(0), 1e-8);
    assertEquals(0.02, p.scales().getDouble(1), 1e-9);
    byte[] codes = new byte[6];
    for (int i = 0; i < 6; i++) {
      codes[i] = p.codes().data().get(ValueLayout.JAVA_BYTE, i);
    }
    // the numbers of a column stand next to each other
    assertArrayEquals(new byte[] {127, 0, -64, 127, 1, -127}, codes);
    assertArrayEquals(
        new double[] {12.7, -6.4, 0.1, 0, 2.54, -2.54}, p.unpacked().toDoubles(), 1e-6);
    assertArrayEquals(new double[] {127, -64, 1, 0, 127, -127}, p.unscaled().toDoubles());
    assertEquals(8 + 2 * 4, p.bytes());
  }

  @Test
  void packingAgainChangesNothing() {
    Packed p = packed(Packing.INT8, 0.123f, -0.456f, 0.789f, 1e-9f, 3e-9f, -2e-9f);
    Packed again = p.like(p.unpacked());
    assertArrayEquals(p.unscaled().toDoubles(), again.unscaled().toDoubles());
  }

  @Test
  void rowsOfZerosAndOfTheSmallestNumbers() {
    Packed p = packed(Packing.INT8, 0, 0, Float.MIN_VALUE, 0);
    assertTrue(p.unpacked().toDoubles()[2] <= Float.MIN_VALUE);
    assertArrayEquals(new double[] {0, 0}, packed(Packing.INT8, 0, 0).unpacked().toDoubles());
  }

  @Test
  void whatHasNoScaleIsRefused() {
    assertThrows(Problem.class, () -> packed(Packing.INT8, 1, Float.NaN));
    assertThrows(Problem.class, () -> packed(Packing.INT8, Float.NEGATIVE_INFINITY, 1));
  }

  @Test
  void upperHalvesRoundToEven() {
    // torch.tensor([…]).bfloat16().float()
    float[] numbers = {
      1.00390625f, 1.01171875f, 3.14159265f, -1e-3f, 65504f, 3.3e38f, 3.4e38f, Float.NaN, -0.0f, 0
    };
    double[] rounded = {
      1.0,
      1.015625,
      3.140625,
      -0.00099945068359375,
      65536,
      3.2964854295465914e38,
      Double.POSITIVE_INFINITY,
      Double.NaN,
      -0.0,
      0
    };
    Packed p = packed(Packing.BFLOAT16, numbers);
    assertArrayEquals(rounded, p.unpacked().toDoubles());
  }

  /** What is far smaller than the largest of its row is rounded to multiples of 2^-40 of that. */
  @Test
  void halvesHaveLessRange() {
    Packed p = packed(Packing.BFLOAT16, 1, 0x1.02p-32f, 0x1.02p-36f, 0, 0, 0x1.02p-42f);
    assertArrayEquals(
        new double[] {1, 0x1.02p-32, 0x1p-36, 0, 0, 0x1.02p-42}, p.unpacked().toDoubles());
  }

  /** All rows of a column stand next to each other, 576 and no more of these 1100. */
  @Test
  void rowsAreCutIntoPanels() {
    float[] numbers = new float[1100 * 2];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % 2 == 0 ? 127 : i / 2 % 100;
    }
    Packed p = Packed.of(Tensor.of(memory, numbers, 1100, 2), Packing.INT8, memory);
    assertEquals(127, p.codes().data().get(ValueLayout.JAVA_BYTE, 575));
    assertEquals(0, p.codes().data().get(ValueLayout.JAVA_BYTE, 576));
    assertEquals(75, p.codes().data().get(ValueLayout.JAVA_BYTE, 576 + 575));
    assertEquals(127, p.codes().data().get(ValueLayout.JAVA_BYTE, 2 * 576));
    assertEquals(99, p.codes().data().get(ValueLayout.JAVA_BYTE, 2199));
    assertArrayEquals(Tensor.of(memory, numbers, 1100, 2).toDoubles(), p.unpacked().toDoubles());
  }

  /** Its transpose is kept: a scale a column, and codes in the order of rows of it. */
  @Test
  void aMatrixMayBeTurned() {
    Tensor given = Tensor.of(memory, new float[] {127, 1, 254, 64, -2, 127}, 2, 3);
    Packed p = Packed.of(given, Packing.INT8, true, memory);
    assertArrayEquals(new double[] {1, 2.0 / 127, 2}, p.scales().toDoubles(), 1e-8);
    assertArrayEquals(new long[] {2, 3}, p.shape());
    assertArrayEquals(new long[] {3, 2}, p.kept().shape());
    assertArrayEquals(new double[] {127, 64, 127, 64, -127, 64}, p.unscaled().toDoubles());
    assertArrayEquals(new double[] {127, 64, 64, -127, 127, 64}, p.kept().unscaled().toDoubles());
    assertArrayEquals(p.unscaled().toDoubles(), p.like(p.unpacked()).unscaled().toDoubles());
  }
}
