// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nnlang.tensor.Memory;

class SampleDataTest {
  private final Memory memory = new Memory(1 << 22);

  /** Counts as scikit-learn's documentation has them. */
  @Test
  void dataIsWhole() {
    TableData digits = SampleData.DIGITS.read(memory);
    assertEquals("dataset of 1797 rows, 64 columns, 10 classes", digits.show());
    assertEquals(16, Arrays.stream(digits.tensors().get(0).toDoubles()).max().orElseThrow());
    long[] counts = new long[10];
    for (long digit : digits.tensors().get(1).toLongs()) {
      counts[(int) digit]++;
    }
    assertEquals("[178, 182, 177, 183, 181, 182, 181, 179, 174, 180]", Arrays.toString(counts));
    TableData cancer = SampleData.BREAST_CANCER.read(memory);
    assertEquals("dataset of 569 rows, 30 columns, 2 classes", cancer.show());
    assertEquals(357, Arrays.stream(cancer.tensors().get(1).toLongs()).sum());
    assertEquals("worst fractal dimension", cancer.columns().getLast());
    TableData iris = SampleData.IRIS.read(memory);
    assertEquals("dataset of 150 rows, 4 columns, 3 classes", iris.show());
    // the means of Fisher's measurements
    assertEquals(5.8433, mean(iris, 0), 5e-5);
    assertEquals(1.1993, mean(iris, 3), 5e-5);
    TableData wine = SampleData.WINE.read(memory);
    assertEquals("dataset of 178 rows, 13 columns, 3 classes", wine.show());
    assertEquals(48, Arrays.stream(wine.tensors().get(1).toLongs()).filter(c -> c == 2).count());
    assertEquals(13.0006, mean(wine, 0), 5e-5);
  }

  private static double mean(TableData data, int column) {
    double[] x = data.tensors().get(0).toDoubles();
    int width = data.columns().size();
    double sum = 0;
    for (int i = column; i < x.length; i += width) {
      sum += x[i];
    }
    return sum / data.size();
  }
}
