// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.util.List;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Unary;
import org.nnlang.tensor.DType;

/**
 * Element by element work and reductions over {@code rows} x {@code cols} numbers, done in one pass
 * over memory: a tile of whole rows at a time is loaded into registers (arrays that stay in cache),
 * goes through all steps, and is stored.
 *
 * <p>A register is full (a number for each element of the tile) or, where {@code perRow} says so,
 * has one number for each row of the tile. Steps write a register before any step reads it, and
 * each register is written once.
 *
 * @param rows number of rows
 * @param cols length of a row; what is reduced within a row; 1 where nothing is
 * @param registers what is computed with
 * @param perRow for each register, whether it has one number a row
 * @param steps what is done to a tile, in order
 */
public record TileProgram(
    long rows, int cols, Registers registers, List<Boolean> perRow, List<Step> steps) {
  public TileProgram {
    perRow = List.copyOf(perRow);
    steps = List.copyOf(steps);
  }

  /** From which element of a buffer a register's number with (flat or row) index i comes. */
  public sealed interface Access {
    /**
     * Element {@code (i / group) % period}. Element i itself has group 1 and period of the size.
     */
    record Modular(long group, long period) implements Access {}

    /**
     * The index i split over {@code extents} (row-major), each part times its stride, plus {@code
     * offset}.
     */
    record Strided(long offset, List<Long> extents, List<Long> strides) implements Access {
      public Strided {
        extents = List.copyOf(extents);
        strides = List.copyOf(strides);
      }
    }
  }

  /** One instruction. Buffers are numbered as the run gets them. */
  public sealed interface Step {
    /** Reads a buffer, converted to what registers hold. */
    record Load(int to, int buffer, DType dtype, Access access) implements Step {}

    /** The same number everywhere. */
    record Fill(int to, double value) implements Step {}

    /** {@code start + step * ((i / group) % period)}. */
    record Iota(int to, double start, double step, long group, long period) implements Step {}

    /** Uniform numbers of [0, 1) by element index, seed, counter and stream. */
    record Random(int to, int stream) implements Step {}

    record Map1(int to, int a, Unary op, double c) implements Step {}

    /** Both of the kind of the result. */
    record Map2(int to, int a, int b, Binary op) implements Step {}

    /** {@code c * a + (1 - c) * b}, a running mean. */
    record Mix(int to, int a, int b, double c) implements Step {}

    /** Where {@code test} is not zero {@code a}, else {@code b}. */
    record Select(int to, int test, int a, int b) implements Step {}

    /** A per-row register repeated along its row. */
    record Expand(int to, int a) implements Step {}

    /** A full register reduced within each row, to a per-row one. */
    record Reduce(int to, int a, Reduction op) implements Step {}

    /** Writes a register, converted, to elements of the same index. */
    record Store(int a, int buffer, DType dtype) implements Step {}

    /** Reduces a full register over all rows: the buffer gets {@code cols} numbers. */
    record Columns(int a, int buffer, DType dtype, Reduction op) implements Step {}

    /** Reduces a register over everything: the buffer gets one number. */
    record Total(int a, int buffer, DType dtype, Reduction op) implements Step {}
  }
}
