// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Random;
import org.nnlang.kernel.MatMul;
import org.nnlang.kernel.Pool;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/**
 * What the machine's processors reach at most, in a process of its own: prints the 10^9
 * multiplications and additions a second of the fastest of many products of matrices that stay in
 * the cache.
 */
public final class Ceiling {
  private static final int SIDE = 384;
  private static final int CALLS = 2_000;

  private Ceiling() {}

  /**
   * @param args none
   */
  public static void main(String[] args) {
    int threads = Integer.parseInt(Ours.THREADS);
    long[] many = {(long) threads * SIDE, SIDE};
    long[] square = {SIDE, SIDE};
    var memory = new Memory(1L << 28);
    MemorySegment[] factors = {numbers(memory, many), numbers(memory, square)};
    MemorySegment product = numbers(memory, many);
    MatMul kernel = MatMul.of(DType.FLOAT32, many, square, false, true);
    long least = Long.MAX_VALUE;
    try (Pool pool = new Pool(threads, () -> {})) {
      for (int i = 0; i < CALLS; i++) {
        long begin = System.nanoTime();
        kernel.run(factors, product, pool);
        least = Math.min(least, System.nanoTime() - begin);
      }
    }
    double flops = 2.0 * threads * SIDE * SIDE * SIDE;
    System.out.println(String.format(Locale.ROOT, "%.1f", flops / least));
  }

  private static MemorySegment numbers(Memory memory, long[] shape) {
    var random = new Random(1);
    return Tensor.floats(memory, i -> random.nextDouble(), shape).data();
  }
}
