// SPDX-License-Identifier: Apache-2.0
package org.nnlang.own;

import org.nnlang.graph.Node;
import org.nnlang.kernel.TileProgram.Access;

/** Where a step of a fused pass has an input from. */
sealed interface Operand {
  /** The same number everywhere. */
  record Constant(double value) implements Operand {}

  /** {@code start + step * ((i / group) % period)}. */
  record Ramp(double start, double step, long group, long period) implements Operand {}

  /** Random numbers by element index. */
  record Noise(int stream) implements Operand {}

  /** Elements of the memory of {@code node}, or of its register within the same pass. */
  record Value(Node node, Access access) implements Operand {}
}
