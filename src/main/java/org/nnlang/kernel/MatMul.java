// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * Products of matrices over leading axes. The result is cut into blocks whose size depends on the
 * shapes alone; each is one call on one thread, so any number of threads gives the same bits.
 */
public final class MatMul implements Kernel {
  /** Multiplications and additions above which one of few blocks is cut: some 300 microseconds. */
  private static final double BLOCK = 25.6e6;

  /** Above which one of {@link #MANY} is cut: some 4 milliseconds. */
  private static final double LARGE_BLOCK = 320e6;

  private static final int MANY = 8;

  /** Fewer are not worth cutting: some 20 microseconds. */
  private static final double SMALL = 1e6;

  /** So many matrices need no cutting. */
  private static final int ENOUGH_MATRICES = 64;

  /** A block no longer or wider than this is not cut because it takes long. */
  private static final int SIDE = 256;

  /** Rows or columns of a block are a multiple of what the library works on at once. */
  private static final int GRAIN = 32;

  /** The same where all that takes time is reading: blocks are to be alike. */
  private static final int READING_GRAIN = 8;

  /** A row that is a multiple of this long, in numbers, falls on few lines of the cache. */
  private static final int CROWDED = 128;

  /** So many rows of a crowded factor are copied at a time, each this much apart from the next. */
  private static final int COPIED_ROWS = 256;

  private static final int APART = 16;

  private static final double NANOS_PER_FLOP = 0.015;

  /**
   * To read a number of a factor takes as long as so many multiplications and additions: a product
   * of fewer rows or columns waits for the other factor.
   */
  private static final int FEW = 10;

  private final DType dtype;
  private final boolean transposeA;
  private final boolean transposeB;
  private final double alpha;
  private final double beta;
  private final int m;
  private final int n;
  private final int k;
  private final long batch;
  // from one matrix of the batch to the next, in numbers
  private final long stepA;
  private final long stepB;
  private final int blockRows;
  private final int blockCols;
  private final int perMatrix;
  // products small enough share a block
  private final int matricesPerBlock;
  private final int blocks;
  private final long cost;
  private final boolean copyA;
  private final boolean copyB;
  private final boolean fetches;

  /**
   * {@code op(a) @ op(b)} over equal leading axes, or with one side of rank 2 for all of the
   * other's.
   *
   * @param aShape as stored, of rank 2 or more; [..., m, k], or [..., k, m] to be transposed
   * @param bShape as stored; [..., k, n], or [..., n, k] to be transposed
   */
  public static MatMul of(
      DType dtype, long[] aShape, long[] bShape, boolean transposeA, boolean transposeB) {
    return new MatMul(dtype, aShape, bShape, transposeA, transposeB, 1, 0);
  }

  /**
   * {@code output = alpha * op(a) @ op(b) + beta * output}; with a beta of 0 what the output holds
   * does not matter.
   */
  public static MatMul of(
      DType dtype,
      long[] aShape,
      long[] bShape,
      boolean transposeA,
      boolean transposeB,
      double alpha,
      double beta) {
    return new MatMul(dtype, aShape, bShape, transposeA, transposeB, alpha, beta);
  }

  private MatMul(
      DType dtype,
      long[] aShape,
      long[] bShape,
      boolean transposeA,
      boolean transposeB,
      double alpha,
      double beta) {
    this.dtype = dtype;
    this.transposeA = transposeA;
    this.transposeB = transposeB;
    this.alpha = alpha;
    this.beta = beta;
    long[] aLead = Arrays.copyOf(aShape, aShape.length - 2);
    long[] bLead = Arrays.copyOf(bShape, bShape.length - 2);
    if (aLead.length > 0 && bLead.length > 0 && !Arrays.equals(aLead, bLead)) {
      throw new IllegalArgumentException(
          Arrays.toString(aShape) + " and " + Arrays.toString(bShape));
    }
    long rows = aShape[aShape.length - (transposeA ? 1 : 2)];
    long inner = aShape[aShape.length - (transposeA ? 2 : 1)];
    long cols = bShape[bShape.length - (transposeB ? 2 : 1)];
    if (inner != bShape[bShape.length - (transposeB ? 1 : 2)]) {
      throw new IllegalArgumentException(
          Arrays.toString(aShape) + " and " + Arrays.toString(bShape));
    }
    long count = Tensor.sizeOf(aLead.length > 0 ? aLead : bLead);
    if (bLead.length == 0 && !transposeA) {
      // the rows of all matrices are the rows of one
      rows *= count;
      count = 1;
    }
    m = size(rows);
    n = size(cols);
    k = size(inner);
    batch = count;
    stepA = aLead.length == 0 ? 0 : (long) m * k;
    stepB = bLead.length == 0 ? 0 : (long) k * n;

    double flops = 2.0 * m * n * k;
    int rowsEach = Math.max(1, m);
    int colsEach = Math.max(1, n);
    // of few rows or columns all that takes time is reading the other factor, each number once
    int thin = Math.max(1, Math.min(m, n));
    boolean reading = thin < FEW;
    double work = reading ? flops * FEW / thin : flops;
    double left = batch < ENOUGH_MATRICES ? work : 0;
    // two blocks of what is worth sharing, more of what takes longer; large and nearly square ones
    // share most of what they read
    while (left >= 2 * SMALL
        && (reading || left == work || left > (work < MANY * left ? BLOCK : LARGE_BLOCK))
        && Math.max(rowsEach, colsEach) > (reading || left == work ? GRAIN : SIDE)) {
      int grain = reading ? READING_GRAIN : GRAIN;
      if (rowsEach >= colsEach) {
        rowsEach = half(rowsEach, grain);
      } else {
        colsEach = half(colsEach, grain);
      }
      left /= 2;
    }
    blockRows = rowsEach;
    blockCols = colsEach;
    perMatrix = Math.ceilDiv(m, blockRows) * Math.ceilDiv(n, blockCols);
    matricesPerBlock = (int) Math.clamp(perMatrix > 1 || work == 0 ? 1 : SMALL / work, 1, 1 << 20);
    blocks = Math.toIntExact(Math.multiplyExact(Math.ceilDiv(batch, matricesPerBlock), perMatrix));
    // Columns of a factor whose rows are a power of two apart push each other out of the cache.
    // Where many rows or columns of the result share such a factor, a copy of it pays for itself.
    boolean large = dtype == DType.FLOAT32 && left >= SMALL && !reading;
    copyA = large && transposeA && m % (4 * CROWDED) == 0;
    copyB = large && !transposeB && n % (transposeA ? CROWDED : 4 * CROWDED) == 0;
    fetches = reading && m <= n && transposeB && Fetch.helps(n, k, dtype.bytes());
    cost = (long) (batch * work * NANOS_PER_FLOP * (dtype == DType.FLOAT32 ? 1 : 2));
    if (dtype.isFloat()) {
      Blas.ready(dtype);
    }
  }

  private static int half(int length, int grain) {
    return length <= GRAIN ? length : Math.ceilDiv(Math.ceilDiv(length, 2), grain) * grain;
  }

  private static int size(long size) {
    if (size > Integer.MAX_VALUE) {
      throw Problem.of(
          ErrorCode.LIMIT, "a product of matrices has more than 2147483647 rows: " + size);
    }
    return (int) size;
  }

  /** A third input is what the output is before. */
  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    if (inputs.length > 2 && inputs[2].address() != output.address()) {
      output.copyFrom(inputs[2]);
    }
    run(inputs[0], inputs[1], output, run);
  }

  /** The same without an array around the factors. */
  public void run(MemorySegment a, MemorySegment b, MemorySegment output, Run run) {
    if ((long) m * n == 0 || batch == 0) {
      return;
    }
    if (k == 0) {
      if (beta == 0) {
        output.fill((byte) 0);
      }
      return;
    }
    check(a, stepA == 0 ? (long) m * k : batch * stepA);
    check(b, stepB == 0 ? (long) k * n : batch * stepB);
    check(output, batch * m * n);
    run.parallel(blocks, cost, (block, worker) -> block(block, a, b, output, run, worker));
    Reference.reachabilityFence(a);
    Reference.reachabilityFence(b);
    Reference.reachabilityFence(output);
  }

  /** What is outside is memory of others: the library does not look. */
  private void check(MemorySegment data, long numbers) {
    if (data.byteSize() < numbers * dtype.bytes()) {
      throw new IllegalArgumentException(data.byteSize() + " bytes for " + numbers + " numbers");
    }
  }

  private void block(
      int block, MemorySegment a, MemorySegment b, MemorySegment c, Run run, int worker) {
    long first = (long) (block / perMatrix) * matricesPerBlock;
    long last = Math.min(batch, first + matricesPerBlock);
    int part = block % perMatrix;
    int acrossBlocks = Math.ceilDiv(n, blockCols);
    int row = part / acrossBlocks * blockRows;
    int col = part % acrossBlocks * blockCols;
    int rows = Math.min(blockRows, m - row);
    int cols = Math.min(blockCols, n - col);
    for (long i = first; i < last; i++) {
      long fromA = i * stepA + (transposeA ? row : (long) row * k);
      long fromB = i * stepB + (transposeB ? (long) col * k : col);
      long fromC = i * m * n + (long) row * n + col;
      if (fetches) {
        long bytes = (long) cols * k * dtype.bytes();
        Fetch.read(b, fromB * dtype.bytes(), bytes, run.scratch(worker));
      }
      if (copyA || copyB) {
        copied(rows, cols, a, fromA, b, fromB, address(c, fromC), run, worker);
      } else if (dtype.isFloat()) {
        product(rows, cols, address(a, fromA), address(b, fromB), address(c, fromC));
      } else {
        integers(rows, cols, a, fromA, b, fromB, c, fromC);
      }
    }
  }

  private long address(MemorySegment data, long index) {
    return data.address() + index * dtype.bytes();
  }

  private void product(int rows, int cols, long a, long b, long c) {
    int lda = transposeA ? m : k;
    int ldb = transposeB ? k : n;
    Blas.gemm(dtype, transposeA, transposeB, rows, cols, k, alpha, a, lda, b, ldb, beta, c, n);
  }

  /** The same by copies of crowded factors, some rows at a time. */
  private void copied(
      int rows,
      int cols,
      MemorySegment a,
      long fromA,
      MemorySegment b,
      long fromB,
      long c,
      Run run,
      int worker) {
    long sizeA = copyA ? (long) COPIED_ROWS * (rows + APART) : 0;
    long sizeB = copyB ? (long) COPIED_ROWS * (cols + APART) : 0;
    MemorySegment scratch = run.scratch(worker, (sizeA + sizeB) * Float.BYTES);
    for (int from = 0; from < k; from += COPIED_ROWS) {
      int inner = Math.min(COPIED_ROWS, k - from);
      long nowA = address(a, fromA + (transposeA ? (long) from * m : from));
      int lda = transposeA ? m : k;
      if (copyA) {
        spread(a, fromA + (long) from * m, m, scratch, 0, inner, rows);
        nowA = scratch.address();
        lda = rows + APART;
      }
      long nowB = address(b, fromB + (transposeB ? from : (long) from * n));
      int ldb = transposeB ? k : n;
      if (copyB) {
        spread(b, fromB + (long) from * n, n, scratch, sizeA, inner, cols);
        nowB = address(scratch, sizeA);
        ldb = cols + APART;
      }
      double old = from == 0 ? beta : 1;
      Blas.gemm(
          dtype, transposeA, transposeB, rows, cols, inner, alpha, nowA, lda, nowB, ldb, old, c, n);
    }
  }

  /** Copies rows of {@code length} numbers to where they are {@link #APART}. */
  private static void spread(
      MemorySegment from, long index, int step, MemorySegment to, long at, int rows, int length) {
    for (int i = 0; i < rows; i++) {
      MemorySegment.copy(
          from,
          (index + (long) i * step) * Float.BYTES,
          to,
          (at + (long) i * (length + APART)) * Float.BYTES,
          (long) length * Float.BYTES);
    }
  }

  private void integers(
      int rows,
      int cols,
      MemorySegment a,
      long fromA,
      MemorySegment b,
      long fromB,
      MemorySegment c,
      long fromC) {
    long rowA = transposeA ? 1 : k;
    long innerA = transposeA ? m : 1;
    long innerB = transposeB ? 1 : n;
    long colB = transposeB ? k : 1;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        long at = fromC + (long) i * n + j;
        long sum = 0;
        for (int p = 0; p < k; p++) {
          long one = a.getAtIndex(ValueLayout.JAVA_LONG, fromA + i * rowA + p * innerA);
          long other = b.getAtIndex(ValueLayout.JAVA_LONG, fromB + p * innerB + j * colB);
          sum = Integers.add(sum, Integers.mul(one, other));
        }
        long old = beta == 0 ? 0 : c.getAtIndex(ValueLayout.JAVA_LONG, at);
        long product = Integers.mul((long) alpha, sum);
        c.setAtIndex(
            ValueLayout.JAVA_LONG, at, Integers.add(product, Integers.mul((long) beta, old)));
      }
    }
  }
}
