// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** Products of few rows by packed weights against plain loops. */
class FewRowsTest {
  private final Memory memory = new Memory(1L << 28);
  private final Random random = new Random(3);

  @Test
  void agreesWithPlainLoops() {
    assumeTrue(OneDnn.isPresent());
    for (int m = FewRows.FEWEST; m <= FewRows.MOST; m += m < 9 ? 1 : 5) {
      for (boolean turned : new boolean[] {false, true}) {
        check(m, 1, 1, turned);
        check(m, 130, 7, turned);
        check(m, 700, 400, turned);
        check(m, 33, 3000, turned);
      }
    }
  }

  /** What is packed for fewer rows serves more of them. */
  @Test
  void sharesAPackedWeight() {
    assumeTrue(OneDnn.isPresent());
    Tensor w = numbers(700, 400);
    for (int m = FewRows.FEWEST; m <= FewRows.MOST; m += 3) {
      FewRows product = FewRows.of(m, 700, 400, false);
      FewRows fewest = FewRows.of(product.packedFor(), 700, 400, false);
      assertEquals(product.numbers(), fewest.numbers());
      assertEquals(fewest.packedFor(), product.packedFor());
      assertArrayEquals(packed(product, w).toFloats(), packed(fewest, w).toFloats());
    }
  }

  private Tensor packed(FewRows product, Tensor w) {
    Tensor out = Tensor.floats(memory, i -> 0, product.numbers());
    try (Pool pool = new Pool(2, () -> {})) {
      product.packing().run(new MemorySegment[] {w.data()}, out.data(), pool);
    }
    return out;
  }

  private void check(int m, int out, int in, boolean turned) {
    Tensor x = numbers(m, in);
    Tensor w = turned ? numbers(in, out) : numbers(out, in);
    FewRows product = FewRows.of(m, out, in, turned);
    Tensor packed = packed(product, w);
    float[] first = null;
    for (int threads = 1; threads <= 2; threads++) {
      Tensor y = Tensor.floats(memory, i -> 99, m, out);
      try (Pool pool = new Pool(threads, () -> {})) {
        product.run(new MemorySegment[] {x.data(), packed.data()}, y.data(), pool);
      }
      for (int r = 0; r < m; r++) {
        for (int o = 0; o < out; o++) {
          double sum = 0;
          for (int i = 0; i < in; i++) {
            long at = turned ? (long) i * out + o : (long) o * in + i;
            sum += x.getDouble((long) r * in + i) * w.getDouble(at);
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
