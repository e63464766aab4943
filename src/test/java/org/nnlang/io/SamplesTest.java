// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nnlang.tensor.Memory;

class SamplesTest {
  private final Memory memory = new Memory(1 << 22);

  /** Counts as scikit-learn's documentation has them. */
  @Test
  void dataIsWhole() {
    TableData digits = Samples.digits(memory);
    assertEquals("dataset of 1797 rows, 64 columns, 10 classes", digits.show());
    assertEquals(16, Arrays.stream(digits.tensors().get(0).toDoubles()).max().orElseThrow());
    long[] counts = new long[10];
    for (long digit : digits.tensors().get(1).toLongs()) {
      counts[(int) digit]++;
    }
    assertEquals("[178, 182, 177, 183, 181, 182, 181, 179, 174, 180]", Arrays.toString(counts));
    TableData cancer = Samples.breastCancer(memory);
    assertEquals("dataset of 569 rows, 30 columns, 2 classes", cancer.show());
    assertEquals(357, Arrays.stream(cancer.tensors().get(1).toLongs()).sum());
    assertEquals("worst fractal dimension", cancer.columns().getLast());
  }
}
