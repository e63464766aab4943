// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** Products of few rows against plain loops. */
class FewRowsTest {
  private final Memory memory = new Memory(1L << 26);
  private final Random random = new Random(3);

  @Test
  void agreesWithPlainLoops() {
    for (int m = FewRows.FEWEST; m <= FewRows.MOST; m++) {
      check(m, 1, 1);
      check(m, 130, 7);
      check(m, 700, 400);
      check(m, 33, 3000);
      check(m, 5, 0);
    }
  }

  private void check(int m, int out, int in) {
    Tensor x = numbers(m, in);
    Tensor w = numbers(out, in);
    float[] first = null;
    for (int threads = 1; threads <= 2; threads++) {
      Tensor y = Tensor.floats(memory, i -> 99, m, out);
      try (Pool pool = new Pool(threads, () -> {})) {
        new FewRows(m, out, in).run(new MemorySegment[] {x.data(), w.data()}, y.data(), pool);
      }
      for (int r = 0; r < m; r++) {
        for (int o = 0; o < out; o++) {
          double sum = 0;
          for (int i = 0; i < in; i++) {
            sum += x.getDouble((long) r * in + i) * w.getDouble((long) o * in + i);
          }
          assertEquals(sum, y.getDouble((long) r * out + o), 2e-6 * (1 + in));
        }
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
