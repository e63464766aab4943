// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnlang.kernel.Along.Kind;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** Kernels that copy and sort, on sizes of many blocks, against plain loops. */
class IndexKernelsTest {
  private final Memory memory = new Memory(1L << 28);
  private final SplittableRandom random = new SplittableRandom(5);
  private Pool pool;

  @AfterEach
  void close() {
    pool.close();
  }

  private float[] run(Kernel kernel, int size, Tensor... inputs) {
    Tensor out = Tensor.zeros(memory, DType.FLOAT32, size);
    out.data().fill((byte) 1);
    kernel.run(data(inputs), out.data(), pool);
    return out.toFloats();
  }

  private long[] runInts(Kernel kernel, int size, Tensor... inputs) {
    Tensor out = Tensor.zeros(memory, DType.INT, size);
    kernel.run(data(inputs), out.data(), pool);
    return out.toLongs();
  }

  private static java.lang.foreign.MemorySegment[] data(Tensor[] tensors) {
    return Arrays.stream(tensors).map(Tensor::data).toArray(java.lang.foreign.MemorySegment[]::new);
  }

  private float[] floats(int n) {
    float[] out = new float[n];
    for (int i = 0; i < n; i++) {
      // few different numbers, so that many are equal
      out[i] = (random.nextInt(2001) - 1000) / 8f;
    }
    return out;
  }

  private long[] indices(int n, int bound) {
    return random.longs(n, 0, bound).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void takesRowsAndAddsThemBack(int threads) {
    pool = new Pool(threads, () -> {});
    int rows = 300;
    int width = 200;
    int count = 1000;
    float[] x = floats(rows * width);
    long[] at = indices(count, rows);
    float[] taken =
        run(
            new Take(rows, width, count, DType.FLOAT32),
            count * width,
            Tensor.of(memory, x, rows, width),
            Tensor.of(memory, at, count));
    float[] sums = new float[rows * width];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < width; k++) {
        assertEquals(x[(int) at[i] * width + k], taken[i * width + k]);
        sums[(int) at[i] * width + k] += taken[i * width + k];
      }
    }
    float[] added =
        run(
            new TakeAdd(rows, width, count, DType.FLOAT32, false),
            rows * width,
            Tensor.of(memory, taken, count, width),
            Tensor.of(memory, at, count));
    assertArrayEquals(sums, added);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void sortsAndFindsAlongAnAxis(int threads) {
    pool = new Pool(threads, () -> {});
    int outer = 40;
    int size = 77;
    int inner = 9;
    float[] x = floats(outer * size * inner);
    Tensor t = Tensor.of(memory, x, outer, size, inner);
    for (boolean down : new boolean[] {false, true}) {
      Kind kind = down ? Kind.ARG_SORT_DOWN : Kind.ARG_SORT;
      long[] order = runInts(new Along(kind, outer, size, inner, size, DType.FLOAT32), x.length, t);
      long[] best =
          runInts(new Along(Kind.ARG_MAX, outer, size, inner, 1, DType.FLOAT32), outer * inner, t);
      for (int line = 0; line < outer * inner; line++) {
        int first = line / inner * size * inner + line % inner;
        long[] expected =
            IntStream.range(0, size)
                .boxed()
                .sorted(
                    (a, b) ->
                        (down ? -1 : 1) * Float.compare(x[first + a * inner], x[first + b * inner]))
                .mapToLong(i -> i)
                .toArray();
        long[] found = IntStream.range(0, size).mapToLong(k -> order[first + k * inner]).toArray();
        assertArrayEquals(expected, found);
        if (down) {
          assertEquals(expected[0], best[line]);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void sortsWhatIsNoNumberAsLargest(int threads) {
    pool = new Pool(threads, () -> {});
    float[] x = {Float.NaN, 0f, Float.NEGATIVE_INFINITY, -0f, Float.POSITIVE_INFINITY, -1f};
    Tensor t = Tensor.of(memory, x, 6);
    assertArrayEquals(
        new long[] {2, 5, 1, 3, 4, 0},
        runInts(new Along(Kind.ARG_SORT, 1, 6, 1, 6, DType.FLOAT32), 6, t));
    assertArrayEquals(
        new long[] {0, 4, 1, 3, 5, 2},
        runInts(new Along(Kind.ARG_SORT_DOWN, 1, 6, 1, 6, DType.FLOAT32), 6, t));
    assertArrayEquals(
        new long[] {0}, runInts(new Along(Kind.ARG_MAX, 1, 6, 1, 1, DType.FLOAT32), 1, t));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void putsPartsInTheirPlaces(int threads) {
    pool = new Pool(threads, () -> {});
    // [70, 600] with one part in every other row, in all columns but the first three
    int rows = 70;
    int columns = 600;
    float[] x = floats(35 * 597);
    Scatter.Part part = new Scatter.Part(new long[] {35, 597}, 3, new long[] {2 * columns, 1});
    float[] out =
        run(
            new Scatter(List.of(part), DType.FLOAT32, false),
            rows * columns,
            Tensor.of(memory, x, 35, 597));
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        float expected = i % 2 == 0 && k >= 3 ? x[i / 2 * 597 + k - 3] : 0;
        assertEquals(expected, out[i * columns + k]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void refusesIndicesOutside(int threads) {
    pool = new Pool(threads, () -> {});
    Tensor x = Tensor.of(memory, new float[6], 3, 2);
    for (long bad : new long[] {3, -4, Long.MAX_VALUE, Long.MIN_VALUE}) {
      Tensor at = Tensor.of(memory, new long[] {0, bad}, 2);
      assertThrows(Problem.class, () -> run(new Take(3, 2, 2, DType.FLOAT32), 4, x, at));
      assertThrows(Problem.class, () -> run(new TakeAdd(3, 2, 2, DType.FLOAT32, false), 6, x, at));
      Along along = new Along(Kind.TAKE, 1, 3, 1, 2, DType.FLOAT32);
      assertThrows(Problem.class, () -> run(along, 2, x, at));
    }
    Tensor last = Tensor.of(memory, new long[] {-1}, 1);
    Along classes = new Along(Kind.TAKE_CLASS, 1, 3, 1, 1, DType.FLOAT32);
    assertThrows(Problem.class, () -> run(classes, 1, x, last));
  }
}
