// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.nnlang.kernel.FewRows;
import org.nnlang.kernel.MatMul;
import org.nnlang.kernel.Pool;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Products of few rows by so many weights, one matrix after the other, that none is still in the
 * cache, as where a token is computed: as they lie, and packed as for some texts at once; beside
 * them the same memory read and nothing else, and packing. All read {@link #BYTES} a call: 268
 * divided by the milliseconds is GB/s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FewRowsBenchmark {
  private static final long BYTES = 1L << 28;
  private static final int PIECE = 1 << 12;

  /** Rows, inputs and outputs of each product. */
  @Param({
    "1x384x1536",
    "1x768x3072",
    "1x3072x768",
    "2x768x3072",
    "4x768x3072",
    "8x384x1536",
    "8x768x3072",
    "16x768x3072",
    "32x768x3072"
  })
  private String size;

  @Param({"1", "2"})
  private int threads;

  private final List<MemorySegment> weights = new ArrayList<>();
  private final List<MemorySegment> packed = new ArrayList<>();
  private Pool pool;
  private MatMul product;
  private FewRows few;
  private MemorySegment x;
  private MemorySegment y;

  @Setup
  public void prepare() {
    String[] parts = size.split("x");
    int rows = Integer.parseInt(parts[0]);
    int in = Integer.parseInt(parts[1]);
    int out = Integer.parseInt(parts[2]);
    pool = new Pool(threads, () -> {});
    var memory = new Memory(1L << 30);
    var random = new Random(1);
    x = numbers(memory, random, rows, in);
    y = numbers(memory, random, rows, out);
    for (long bytes = 0; bytes < BYTES; bytes += 4L * in * out) {
      weights.add(numbers(memory, random, out, in));
    }
    product = MatMul.of(DType.FLOAT32, new long[] {rows, in}, new long[] {out, in}, false, true);
    few = FewRows.of(rows, out, in, false);
    for (MemorySegment w : weights) {
      packed.add(Tensor.zeros(memory, DType.FLOAT32, few.numbers()).data());
    }
    packing();
  }

  private static MemorySegment numbers(Memory memory, Random random, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return Tensor.of(memory, values, rows, columns).data();
  }

  @TearDown
  public void close() {
    pool.close();
  }

  @Benchmark
  public void product() {
    for (MemorySegment w : weights) {
      product.run(x, w, y, pool);
    }
  }

  @Benchmark
  public void packed() {
    MemorySegment[] inputs = {x, x};
    for (MemorySegment w : packed) {
      inputs[1] = w;
      few.run(inputs, y, pool);
    }
  }

  @Benchmark
  public void packing() {
    MemorySegment[] inputs = {x};
    for (int i = 0; i < weights.size(); i++) {
      inputs[0] = weights.get(i);
      few.packing().run(inputs, packed.get(i), pool);
    }
  }

  /** What memory gives at best: it is copied to where it stays in cache. */
  @Benchmark
  public void reading() {
    for (MemorySegment w : weights) {
      int pieces = (int) (w.byteSize() / (4 * PIECE));
      pool.parallel(
          Math.max(1, pieces / 16),
          1_000_000,
          (block, worker) -> {
            float[] to = pool.scratch(worker).floats(0, PIECE);
            for (int i = 16 * block; i < Math.min(pieces, 16 * block + 16); i++) {
              MemorySegment.copy(w, ValueLayout.JAVA_FLOAT, 4L * PIECE * i, to, 0, PIECE);
            }
          });
    }
  }
}
