// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
 * The products of one linear layer of a GPT: forward, and the gradients of its weight and input.
 * Each takes 2 * rows * inputs * outputs floating-point operations.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProductBenchmark {
  /** Rows, inputs and outputs of the layer. */
  @Param({"768x128x512", "768x512x128", "768x128x128", "1x128x512"})
  private String size;

  @Param({"1", "2"})
  private int threads;

  private Pool pool;
  private MatMul forward;
  private MatMul weightGradient;
  private MatMul inputGradient;
  private MemorySegment x;
  private MemorySegment w;
  private MemorySegment y;
  private MemorySegment dx;
  private MemorySegment dw;

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
    w = numbers(memory, random, out, in);
    y = numbers(memory, random, rows, out);
    dx = numbers(memory, random, rows, in);
    dw = numbers(memory, random, out, in);
    long[] shapeX = {rows, in};
    long[] shapeW = {out, in};
    long[] shapeY = {rows, out};
    forward = MatMul.of(DType.FLOAT32, shapeX, shapeW, false, true);
    weightGradient = MatMul.of(DType.FLOAT32, shapeY, shapeX, true, false);
    inputGradient = MatMul.of(DType.FLOAT32, shapeY, shapeW, false, false);
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
  public void forward() {
    forward.run(x, w, y, pool);
  }

  @Benchmark
  public void weightGradient() {
    weightGradient.run(y, x, dw, pool);
  }

  @Benchmark
  public void inputGradient() {
    inputGradient.run(y, w, dx, pool);
  }
}
