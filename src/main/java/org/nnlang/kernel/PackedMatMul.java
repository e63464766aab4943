// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Packed;
import org.nnlang.tensor.Packing;

/**
 * Products of float32 rows by a packed weight {@code [rows, cols]} with its codes as {@link Packed}
 * has them: {@code x [m, cols] @ weight.T}, or {@code x [m, rows] @ weight} where it is not
 * transposed. Inputs are x, the codes, and the scales where there are any.
 *
 * <p>One or two rows read each code once and nothing else. For more of them a piece of the weight
 * at a time is made floats, in scratch memory that stays in cache, and multiplied there. Blocks are
 * of columns of the result, by the sizes alone.
 */
public final class PackedMatMul implements Kernel {
  /** So many rows of x are multiplied as the codes are read. */
  private static final int FEW = 2;

  /** Codes that are made floats at a time have so many rows and columns at most. */
  private static final int SIDE = 256;

  private static final int WIDEST = 1024;
  private static final int NARROWEST = 128;
  private static final int BLOCKS = 8;
  private static final int AT_ONCE = 4;

  private final Packing packing;
  private final boolean transposed;
  private final int m;
  private final int rows;
  private final int cols;
  private final int width;

  /**
   * @param m rows of x
   * @param transposed whether x is multiplied by the weight's transpose
   */
  public PackedMatMul(Packing packing, boolean transposed, long m, long rows, long cols) {
    this.packing = packing;
    this.transposed = transposed;
    this.m = size(m);
    this.rows = size(rows);
    this.cols = size(cols);
    int share = Math.ceilDiv(Math.ceilDiv(out(), BLOCKS), 64) * 64;
    width = few() ? Math.clamp(share, NARROWEST, WIDEST) : Math.clamp(share, 64, SIDE);
    Blas.ready(DType.FLOAT32);
  }

  private static int size(long size) {
    if (size > Integer.MAX_VALUE) {
      throw Problem.of(
          ErrorCode.LIMIT, "a product of matrices has more than 2147483647 rows: " + size);
    }
    return (int) size;
  }

  private boolean few() {
    return m <= FEW && transposed;
  }

  /** Columns of the result. */
  private int out() {
    return transposed ? rows : cols;
  }

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    if (out() == 0 || m == 0) {
      return;
    }
    if (rows == 0 || cols == 0) {
      output.fill((byte) 0);
      return;
    }
    double numbers = (double) rows * cols;
    long cost = (long) (few() ? 0.12 * m * numbers : (0.3 + 0.03 * m) * numbers);
    run.parallel(
        Math.ceilDiv(out(), width),
        cost,
        (block, worker) -> {
          int from = block * width;
          int count = Math.min(width, out() - from);
          if (few()) {
            few(from, count, inputs, output, run.scratch(worker));
          } else if (transposed) {
            byTranspose(from, count, inputs, output, run, worker);
          } else {
            byWeight(from, count, inputs, output, run, worker);
          }
        });
  }

  /** Columns of the result as sums of rows of codes, each times a number of x. */
  private void few(int from, int count, MemorySegment[] in, MemorySegment output, Scratch scratch) {
    float[] scales = scales(in, from, count, scratch);
    for (int r = 0; r < m; r++) {
      Arrays.fill(scratch.floats(1 + r, width), 0, count, 0);
    }
    for (int c = 0; c < cols; c += AT_ONCE) {
      int last = Math.min(AT_ONCE, cols - c);
      for (int i = 0; i < last; i++) {
        long at = (long) (c + i) * rows + from;
        if (packing == Packing.INT8) {
          byte[] to = scratch.codes(i, width);
          MemorySegment.copy(in[1], ValueLayout.JAVA_BYTE, at, to, 0, count);
        } else {
          Codes.floats(packing, in[1], at, count, scratch, scratch.floats(1 + FEW + i, width));
        }
      }
      for (int r = 0; r < m; r++) {
        add(r, c, in[0], count, scratch);
      }
    }
    for (int r = 0; r < m; r++) {
      float[] sum = scratch.floats(1 + r, width);
      if (packing == Packing.INT8) {
        Codes.multiply(sum, scales, count);
      }
      long at = (long) r * rows + from;
      MemorySegment.copy(sum, 0, output, ValueLayout.JAVA_FLOAT, 4 * at, count);
    }
  }

  private void add(int r, int c, MemorySegment x, int count, Scratch s) {
    float x0 = x(x, r, c);
    float x1 = x(x, r, c + 1);
    float x2 = x(x, r, c + 2);
    float x3 = x(x, r, c + 3);
    float[] y = s.floats(1 + r, width);
    if (packing == Packing.INT8) {
      byte[] w0 = s.codes(0, width);
      byte[] w1 = s.codes(1, width);
      Codes.addBytes(w0, w1, s.codes(2, width), s.codes(3, width), x0, x1, x2, x3, y, count);
    } else {
      float[] w0 = s.floats(1 + FEW, width);
      float[] w1 = s.floats(2 + FEW, width);
      float[] w2 = s.floats(3 + FEW, width);
      Codes.addFloats(w0, w1, w2, s.floats(4 + FEW, width), x0, x1, x2, x3, y, count);
    }
  }

  /** A number of x; 0 past its end, where rows of codes that were read before are not counted. */
  private float x(MemorySegment x, int r, int c) {
    return c < cols ? x.getAtIndex(ValueLayout.JAVA_FLOAT, (long) r * cols + c) : 0;
  }

  private void byTranspose(
      int from, int count, MemorySegment[] in, MemorySegment output, Run run, int worker) {
    Scratch scratch = run.scratch(worker);
    float[] scales = scales(in, from, count, scratch);
    float[] numbers = scratch.floats(1, SIDE);
    MemorySegment piece = run.scratch(worker, 4L * SIDE * SIDE);
    for (int c = 0; c < cols; c += SIDE) {
      int inner = Math.min(SIDE, cols - c);
      for (int i = 0; i < inner; i++) {
        long at = (long) (c + i) * rows + from;
        Codes.scaled(packing, in[1], at, count, scratch, scales, numbers);
        MemorySegment.copy(numbers, 0, piece, ValueLayout.JAVA_FLOAT, 4L * i * count, count);
      }
      product(inner, count, in[0], c, cols, piece, false, count, output, from);
    }
  }

  private void byWeight(
      int from, int count, MemorySegment[] in, MemorySegment output, Run run, int worker) {
    Scratch scratch = run.scratch(worker);
    float[] numbers = scratch.floats(1, SIDE);
    MemorySegment piece = run.scratch(worker, 4L * SIDE * SIDE);
    for (int r = 0; r < rows; r += SIDE) {
      int inner = Math.min(SIDE, rows - r);
      float[] scales = scales(in, r, inner, scratch);
      for (int i = 0; i < count; i++) {
        long at = (long) (from + i) * rows + r;
        Codes.scaled(packing, in[1], at, inner, scratch, scales, numbers);
        MemorySegment.copy(numbers, 0, piece, ValueLayout.JAVA_FLOAT, 4L * i * inner, inner);
      }
      product(inner, count, in[0], r, rows, piece, true, inner, output, from);
    }
  }

  /** Adds a part of x times a piece of the weight to columns of the result. */
  private void product(
      int inner,
      int count,
      MemorySegment x,
      int first,
      int step,
      MemorySegment piece,
      boolean transpose,
      int pieceStep,
      MemorySegment output,
      int column) {
    Blas.gemm(
        DType.FLOAT32,
        false,
        transpose,
        m,
        count,
        inner,
        1,
        x.address() + 4L * first,
        step,
        piece.address(),
        pieceStep,
        first == 0 ? 0 : 1,
        output.address() + 4L * column,
        out());
  }

  private float[] scales(MemorySegment[] in, int from, int count, Scratch scratch) {
    float[] scales = scratch.floats(0, Math.max(width, SIDE));
    if (packing == Packing.INT8) {
      MemorySegment.copy(in[2], ValueLayout.JAVA_FLOAT, 4L * from, scales, 0, count);
    }
    return scales;
  }
}
