// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import org.nnlang.graph.Binary;
import org.nnlang.graph.Recurrence;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Unary;
import org.nnlang.kernel.Kernel;

/**
 * How an op runs. The first four are what the engine fuses: element by element work and reductions
 * become one pass over memory, strided views become the way in which a pass reads. The rest is a
 * call.
 *
 * <p>Inputs of the elementwise forms broadcast to the output as NumPy does.
 */
public sealed interface Lowering {
  /** The output shares the memory of input 0, from element {@code offset} on. */
  record Alias(long offset) implements Lowering {}

  /**
   * Output element (i, j, …) is input element {@code offset + i * strides[0] + j * strides[1] + …}
   * of input 0, whose memory is row-major: permute, expand, slice, flip, diagonal.
   */
  record Strided(long offset, long[] strides) implements Lowering {}

  /** One input, element by element. {@code c} is the constant of those that take one. */
  record Map1(Unary op, double c) implements Lowering {
    public Map1(Unary op) {
      this(op, 0);
    }
  }

  /** Two inputs, element by element. */
  record Map2(Binary op) implements Lowering {}

  /** Where input 0 is not zero input 1, else input 2. */
  record Where() implements Lowering {}

  /** Conversion of input 0 to the output's element type. */
  record Cast() implements Lowering {}

  /** The same number everywhere. */
  record Fill(double value) implements Lowering {}

  /** {@code start + step * (index along axis)}. */
  record Iota(int axis, double start, double step) implements Lowering {}

  /**
   * Input 0 reduced over the axes from {@code from} up to, not including, {@code to}, which are
   * next to each other; the output has them as 1 or not at all.
   */
  record Reduce(Reduction op, int from, int to) implements Lowering {}

  /** Uniform numbers of [0, 1) from the run's generator; {@code stream} sets places apart. */
  record Random(int stream) implements Lowering {}

  /**
   * A product of matrices, {@code op(input 0) @ op(input 1)}, over equal leading axes; added to
   * input 2 where there is one.
   */
  record MatMul(boolean transposeA, boolean transposeB) implements Lowering {}

  /** A body that is run step by step; results one after the other in the output. */
  record Repeat(Recurrence recurrence) implements Lowering {}

  /** A call of a kernel that takes inputs and output whole. */
  record Call(Kernel kernel) implements Lowering {}
}
