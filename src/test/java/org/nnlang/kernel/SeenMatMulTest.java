// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** Products over places that are there give what sums by hand give, whatever lies behind. */
class SeenMatMulTest {
  private static final int BATCH = 3;
  private static final int ROOM = 11;
  private static final int WIDTH = 5;

  private final Memory memory = new Memory(1 << 20);
  private final Random random = new Random(5);

  @ParameterizedTest
  @CsvSource({
    "true, false, false, 1, 6", "true, false, true, 2, 6", "true, true, false, 3, 0",
    "false, false, false, 1, 6", "false, false, true, 2, 6", "false, true, true, 3, 10",
    "false, false, true, 1, 40", "true, false, false, 1, 40", "false, false, true, 2, -2",
  })
  void leavesOutWhatIsNotThere(
      boolean sums, boolean transposeA, boolean transposeB, int m, long position) {
    long more = 1;
    int seen = Math.clamp(position + more, 0, ROOM);
    int n = sums ? WIDTH : ROOM;
    int k = sums ? ROOM : WIDTH;
    float[][][] a = new float[BATCH][m][k];
    float[][][] b = new float[BATCH][k][n];
    MemorySegment inA = Tensor.zeros(memory, DType.FLOAT32, BATCH, m, k).data();
    MemorySegment inB = Tensor.zeros(memory, DType.FLOAT32, BATCH, k, n).data();
    for (int i = 0; i < BATCH; i++) {
      for (int row = 0; row < m; row++) {
        for (int j = 0; j < k; j++) {
          a[i][row][j] = sums && j >= seen ? Float.NaN : random.nextFloat() - 0.5f;
          int at = (i * m * k) + (transposeA ? j * m + row : row * k + j);
          Indices.set(inA, DType.FLOAT32, at, a[i][row][j]);
        }
      }
      for (int j = 0; j < k; j++) {
        for (int col = 0; col < n; col++) {
          b[i][j][col] = (sums ? j : col) >= seen ? Float.NaN : random.nextFloat() - 0.5f;
          int at = (i * k * n) + (transposeB ? col * k + j : j * n + col);
          Indices.set(inB, DType.FLOAT32, at, b[i][j][col]);
        }
      }
    }
    MemorySegment out = Tensor.floats(memory, i -> 7, BATCH, m, n).data();
    MemorySegment place = Tensor.of(memory, new long[] {position}).data();
    new SeenMatMul(DType.FLOAT32, transposeA, transposeB, sums, BATCH, m, n, k, more)
        .run(new MemorySegment[] {inA, inB, place}, out, new Alone(() -> {}, 1));
    for (int i = 0; i < BATCH; i++) {
      for (int row = 0; row < m; row++) {
        for (int col = 0; col < n; col++) {
          double wanted = 0;
          for (int j = 0; j < k; j++) {
            boolean there = (sums ? j : col) < seen;
            wanted += there ? (double) a[i][row][j] * b[i][j][col] : 0;
          }
          assertEquals(wanted, Indices.get(out, DType.FLOAT32, (i * m + row) * n + col), 1e-5);
        }
      }
    }
  }
}
