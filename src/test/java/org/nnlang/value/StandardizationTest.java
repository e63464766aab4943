// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nnlang.io.Batches;
import org.nnlang.io.Scaled;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

class StandardizationTest {
  private final Memory memory = new Memory(1 << 20);

  /** 1, 3, 5 have mean 3 and deviation sqrt(8/3); a column of equal numbers becomes 0. */
  @Test
  void columnsGetMeanZeroAndDeviationOne() {
    Tensor t = Tensor.of(memory, new float[] {1, 7, 3, 7, 5, 7}, 3, 2);
    float one = (float) (2 / Math.sqrt(8 / 3.0));
    assertArrayEquals(
        new float[] {-one, 0, 0, 0, one, 0}, Standardization.of(t).apply(memory, t).toFloats());
    Tensor other = Tensor.of(memory, new float[] {7, 8}, 1, 2);
    assertArrayEquals(
        new float[] {2 * one, 1}, Standardization.of(t).apply(memory, other).toFloats(), 1e-6f);
  }

  @Test
  void largeNumbersKeepTheirDigits() {
    Tensor t = Tensor.of(memory, new double[] {1e9, 1e9 + 1, 1e9 + 2}, 3);
    float one = (float) (1 / Math.sqrt(2 / 3.0));
    assertArrayEquals(
        new float[] {-one, 0, one}, Standardization.of(t).apply(memory, t).toFloats(), 1e-6f);
  }

  @Test
  void ofADatasetOnlyFloatInputs() {
    Tensor x = Tensor.of(memory, new float[] {1, 3}, 2, 1);
    Tensor kind = Tensor.of(memory, new long[] {4, 8}, 2);
    Tensor y = Tensor.of(memory, new float[] {10, 20}, 2, 1);
    Dataset data = Dataset.of(memory, List.of(x, kind, y));
    List<Tensor> batch = Scaled.of(memory, data, data).batch(1, 0);
    assertArrayEquals(new float[] {1, -1}, batch.get(0).toFloats());
    assertArrayEquals(new long[] {8, 4}, batch.get(1).toLongs());
    assertArrayEquals(new float[] {20, 10}, batch.get(2).toFloats());
  }

  @Test
  void rowsMustBeAsWide() {
    Standardization standard = Standardization.of(Tensor.of(memory, new float[4], 2, 2));
    Problem p =
        assertThrows(
            Problem.class, () -> standard.apply(memory, Tensor.of(memory, new float[3], 1, 3)));
    assertEquals(ErrorCode.SHAPE, p.code());
    assertThrows(Problem.class, () -> Standardization.of(Tensor.of(memory, new float[0], 0, 2)));
  }

  @Test
  void batchesHaveWhatIsLeft() {
    Tensor x = Tensor.of(memory, new float[] {1, 2, 3, 4, 5}, 5, 1);
    Dataset data = Dataset.of(memory, List.of(x, x));
    Batches batches = new Batches(data, 2);
    assertEquals(3, batches.items().size());
    Tensor last = (Tensor) ((List<?>) batches.items().get(2)).get(0);
    assertArrayEquals(new float[] {5}, last.toFloats());
    assertEquals("3 batches of up to 2 rows", batches.show());
    assertThrows(Problem.class, () -> new Batches(data, 0));
  }
}
