// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.nnlang.graph.Binary;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Packed;
import org.nnlang.tensor.Packing;
import org.nnlang.tensor.Panels;

/**
 * Products of float32 rows by a packed weight {@code [rows, cols]} with its codes as {@link Packed}
 * has them: {@code x [m, cols] @ weight.T}, or {@code x [m, rows] @ weight} where it is not
 * transposed. Inputs are x, the codes and the scales.
 *
 * <p>Few rows by the transpose read each code once and nothing else: a block is some columns of a
 * panel, whose products are added up in the order of blocks. Otherwise a piece of the weight at a
 * time is made floats, in scratch memory that stays in cache, and multiplied there; blocks are of
 * columns of the result. Blocks are made by the sizes alone.
 */
public final class PackedMatMul implements Kernel {
  /** So many rows of x are multiplied as the codes are read. */
  private static final int FEW = 8;

  /** A panel is cut into this many blocks at most, of at least so many columns each. */
  private static final int BLOCKS = 8;

  private static final int FEWEST_COLUMNS = 96;

  /** Codes that are made floats at a time have so many rows and columns at most. */
  private static final int SIDE = 256;

  private final Codes codes;
  private final boolean transposed;
  private final int m;
  private final Panels panels;
  private final int rows;
  private final int cols;

  /**
   * @param m rows of x
   * @param transposed whether x is multiplied by the weight's transpose
   */
  public PackedMatMul(Packing packing, boolean transposed, long m, Panels panels) {
    codes = new Codes(packing);
    this.transposed = transposed;
    if (m > Integer.MAX_VALUE) {
      throw Problem.of(
          ErrorCode.LIMIT, "a product of matrices has more than 2147483647 rows: " + m);
    }
    this.m = (int) m;
    this.panels = panels;
    rows = panels.rows();
    cols = panels.cols();
    Blas.ready(DType.FLOAT32);
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
    if (m <= FEW && transposed) {
      few(inputs, output, run);
    } else {
      pieces(inputs, output, run);
    }
  }

  // ---- few rows ---------------------------------------------------------------------------------

  private void few(MemorySegment[] inputs, MemorySegment output, Run run) {
    int wanted = Math.max(1, BLOCKS / panels.count());
    int each = Math.max(FEWEST_COLUMNS, Math.ceilDiv(cols, wanted));
    int parts = Math.ceilDiv(cols, each);
    MemorySegment sums = run.scratch(0).sums(4L * parts * m * rows);
    long cost = (long) (0.1 * m * rows * cols);
    run.parallel(
        panels.count() * parts,
        cost,
        (block, worker) -> {
          int panel = block / parts;
          int part = block % parts;
          int first = part * each;
          int last = Math.min(cols, first + each);
          Scratch scratch = run.scratch(worker);
          add(panel, first, last, inputs, scratch);
          for (int r = 0; r < m; r++) {
            long at = ((long) part * m + r) * rows + panels.first(panel);
            float[] sum = scratch.floats(r, panels.width());
            MemorySegment.copy(sum, 0, sums, ValueLayout.JAVA_FLOAT, 4 * at, panels.size(panel));
          }
        });
    together(sums, parts, inputs[2], output, run.scratch(0));
  }

  /** Sums of columns of a panel's codes, each column times a number of x. */
  private void add(int panel, int first, int last, MemorySegment[] in, Scratch scratch) {
    int count = panels.size(panel);
    for (int r = 0; r < m; r++) {
      Arrays.fill(scratch.floats(r, panels.width()), 0, count, 0);
    }
    float[] x = scratch.floats(FEW, FEW * cols);
    MemorySegment.copy(in[0], ValueLayout.JAVA_FLOAT, 0, x, 0, m * cols);
    long at = panels.at(panels.first(panel), first);
    for (int c = first; c < last; c += Codes.AT_ONCE) {
      int rest = Math.min(Codes.AT_ONCE, last - c);
      for (int i = 0; i < rest; i++) {
        codes.read(in[1], at, count, scratch, i);
        at += count;
      }
      for (int r = 0; r + 1 < m; r += 2) {
        float[] sum = scratch.floats(r, panels.width());
        float[] next = scratch.floats(r + 1, panels.width());
        codes.add(scratch, rest, x, r * cols + c, sum, (r + 1) * cols + c, next, count);
      }
      if (m % 2 == 1) {
        float[] sum = scratch.floats(m - 1, panels.width());
        codes.add(scratch, rest, x, (m - 1) * cols + c, sum, count);
      }
    }
  }

  /** The parts of each sum, in their order, times the scales. */
  private void together(
      MemorySegment sums, int parts, MemorySegment scales, MemorySegment output, Scratch scratch) {
    int width = Math.min(rows, SIDE * Codes.AT_ONCE);
    float[] sum = scratch.floats(0, width);
    float[] next = scratch.floats(1, width);
    for (int from = 0; from < rows; from += width) {
      int count = Math.min(width, rows - from);
      for (int r = 0; r < m; r++) {
        long at = (long) r * rows + from;
        MemorySegment.copy(sums, ValueLayout.JAVA_FLOAT, 4 * at, sum, 0, count);
        for (int part = 1; part < parts; part++) {
          long there = at + (long) part * m * rows;
          MemorySegment.copy(sums, ValueLayout.JAVA_FLOAT, 4 * there, next, 0, count);
          FloatBinary.apply(Binary.ADD, sum, next, sum, count);
        }
        MemorySegment.copy(scales, ValueLayout.JAVA_FLOAT, 4L * from, next, 0, count);
        FloatBinary.apply(Binary.MUL, sum, next, sum, count);
        MemorySegment.copy(sum, 0, output, ValueLayout.JAVA_FLOAT, 4 * at, count);
      }
    }
  }

  // ---- pieces -----------------------------------------------------------------------------------

  private void pieces(MemorySegment[] inputs, MemorySegment output, Run run) {
    int whole = transposed ? panels.width() : cols;
    int share = Math.ceilDiv(Math.ceilDiv(out(), BLOCKS), Panels.GRAIN) * Panels.GRAIN;
    int width = Math.min(whole, Math.clamp(share, Panels.GRAIN, SIDE));
    int each = Math.ceilDiv(whole, width);
    run.parallel(
        transposed ? panels.count() * each : each,
        (long) ((0.3 + 0.03 * m) * rows * cols),
        (block, worker) -> {
          int from = block % each * width;
          if (transposed) {
            int panel = block / each;
            int count = Math.min(width, panels.size(panel) - from);
            byTranspose(panels.first(panel) + from, count, inputs, output, run, worker);
          } else {
            byWeight(from, Math.min(width, cols - from), inputs, output, run, worker);
          }
        });
  }

  private void byTranspose(
      int from, int count, MemorySegment[] in, MemorySegment output, Run run, int worker) {
    if (count <= 0) {
      return;
    }
    Scratch scratch = run.scratch(worker);
    float[] scales = scales(in[2], from, count, scratch);
    float[] numbers = scratch.floats(1, SIDE);
    MemorySegment piece = run.scratch(worker, 4L * SIDE * SIDE);
    for (int c = 0; c < cols; c += SIDE) {
      int inner = Math.min(SIDE, cols - c);
      for (int i = 0; i < inner; i++) {
        codes.scaled(in[1], panels.at(from, c + i), count, scratch, scales, numbers);
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
    for (int r = 0; r < rows; ) {
      // to the end of the panel at most
      int rest = panels.width() - r % panels.width();
      int inner = Math.min(Math.min(SIDE, rest), rows - r);
      float[] scales = scales(in[2], r, inner, scratch);
      for (int i = 0; i < count; i++) {
        codes.scaled(in[1], panels.at(r, from + i), inner, scratch, scales, numbers);
        MemorySegment.copy(numbers, 0, piece, ValueLayout.JAVA_FLOAT, 4L * i * inner, inner);
      }
      product(inner, count, in[0], r, rows, piece, true, inner, output, from);
      r += inner;
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

  private static float[] scales(MemorySegment all, int from, int count, Scratch scratch) {
    float[] scales = scratch.floats(0, SIDE);
    MemorySegment.copy(all, ValueLayout.JAVA_FLOAT, 4L * from, scales, 0, count);
    return scales;
  }
}
