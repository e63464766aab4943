// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

class DatasetTest {
  private final Memory memory = new Memory(1 << 20);
  private final Tensor x = Tensor.of(memory, new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
  private final Tensor y = Tensor.of(memory, new long[] {10, 20, 30}, 3);
  private final Dataset data = Dataset.of(memory, List.of(x, y));

  @Test
  void stacksRowsInTheOrderAskedFor() {
    List<Tensor> batch = data.batch(2, 0, 2);
    assertArrayEquals(new long[] {3, 2}, batch.get(0).shape());
    assertArrayEquals(new float[] {5, 6, 1, 2, 5, 6}, batch.get(0).toFloats());
    assertArrayEquals(new long[] {30, 10, 30}, batch.get(1).toLongs());
  }

  @Test
  void writesAnOldBatchAgainOnlyWhereItFits() {
    List<Tensor> first = data.batch(0, 1);
    List<Tensor> second = data.batch(new long[] {1, 2}, first);
    assertSame(first.get(0), second.get(0));
    assertArrayEquals(new float[] {3, 4, 5, 6}, second.get(0).toFloats());
    assertEquals(1, data.batch(new long[] {1}, first).get(1).dim(0));
  }

  @Test
  void aPartIsCountedFromItsOwnStart() {
    Dataset part = data.rows(1, 3);
    assertEquals(2, part.size());
    assertArrayEquals(new long[] {30, 20}, part.batch(1, 0).get(1).toLongs());
    Dataset seen = new Dataset.Part(data, 1, 2);
    assertArrayEquals(new long[] {30, 20}, seen.batch(1, 0).get(1).toLongs());
  }

  @Test
  void refusesWhatHasNoRows() {
    assertThrows(Problem.class, () -> data.batch(3));
    assertThrows(Problem.class, () -> Dataset.of(memory, List.of()));
    assertThrows(Problem.class, () -> Dataset.of(memory, List.of(x, y.rows(0, 2))));
    assertThrows(Problem.class, () -> Dataset.of(memory, List.of(y.rows(0, 1).reshape())));
  }
}
