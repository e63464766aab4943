// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Packed;
import org.nnlang.tensor.Packing;
import org.nnlang.tensor.Panels;
import org.nnlang.tensor.Tensor;

/** Products by packed weights against plain loops over the numbers that the codes stand for. */
class PackedMatMulTest {
  private final Memory memory = new Memory(1L << 28);
  private final Random random = new Random(3);

  /** Few and many rows, sizes that are cut and that are not, rests of every kind. */
  @Test
  void agreesWithPlainLoops() {
    for (Packing packing : Packing.values()) {
      for (boolean transposed : new boolean[] {true, false}) {
        for (int m : new int[] {1, 2, 3, 8, 20}) {
          check(packing, transposed, m, 1, 1);
          check(packing, transposed, m, 130, 7);
          check(packing, transposed, m, 1500, 50);
          check(packing, transposed, m, 50, 1101);
        }
      }
      check(packing, true, 1, 9001, 22);
      check(packing, true, 3, 700, 600);
    }
  }

  private void check(Packing packing, boolean transposed, int m, int rows, int cols) {
    Tensor weight = numbers(rows, cols);
    Packed packed = Packed.of(weight, packing, memory);
    int inner = transposed ? cols : rows;
    int out = transposed ? rows : cols;
    Tensor x = numbers(m, inner);
    Tensor w = packed.unpacked();
    double[] expected = new double[m * out];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < out; j++) {
        for (int p = 0; p < inner; p++) {
          double number = w.getDouble(transposed ? (long) j * cols + p : (long) p * cols + j);
          expected[i * out + j] += x.getDouble((long) i * inner + p) * number;
        }
      }
    }
    MemorySegment[] inputs = {x.data(), packed.codes().data(), packed.scales().data()};
    float[] first = null;
    for (int threads = 1; threads <= 3; threads++) {
      Tensor y = Tensor.floats(memory, i -> 99, m, out);
      try (Pool pool = new Pool(threads, () -> {})) {
        new PackedMatMul(packing, transposed, m, new Panels(rows, cols))
            .run(inputs, y.data(), pool);
      }
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], y.getDouble(i), 2e-6 * (1 + inner));
      }
      if (first != null) {
        assertArrayEquals(first, y.toFloats());
      }
      first = y.toFloats();
    }
  }

  private Tensor numbers(int... shape) {
    return Tensor.floats(memory, i -> random.nextFloat() - 0.5, shape[0], shape[1]);
  }
}
