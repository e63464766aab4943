// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Unary;
import org.nnlang.kernel.Registers;
import org.nnlang.kernel.TileProgram;
import org.nnlang.kernel.TileProgram.Access;
import org.nnlang.kernel.TileProgram.Step;
import org.nnlang.tensor.DType;

/**
 * Writes the loop in which an optimizer goes once over all weights. What a method returns is a
 * register; weights, gradients and slots are read before they are written.
 *
 * <p>The buffers of the program are, in order: the weights, what they were before this step, the
 * gradients, the slots, and then each scalar in a buffer of its own. The first scalar is a factor
 * of all gradients, for clipping and accumulation; those of the optimizer follow.
 */
final class OptimizerLoop {
  private static final int WEIGHTS = 0;
  private static final int BEFORE = 1;
  private static final int GRADIENTS = 2;
  private static final int SLOTS = 3;

  private final long size;
  private final DType dtype;
  private final int slots;
  private final boolean scaled;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Integer, Integer> loaded = new HashMap<>();
  private int registers;

  /**
   * @param scaled whether the factor of the gradients is ever another than 1
   */
  OptimizerLoop(long size, DType dtype, int slots, boolean scaled) {
    this.size = size;
    this.dtype = dtype;
    this.slots = slots;
    this.scaled = scaled;
    steps.add(new Step.Store(weight(), BEFORE, dtype));
  }

  /** The weights before this step. */
  int weight() {
    return load(WEIGHTS, size);
  }

  /** The gradients, clipped. */
  int gradient() {
    int raw = load(GRADIENTS, size);
    return scaled ? times(raw, load(SLOTS + slots, 1)) : raw;
  }

  /** What slot {@code i} held before this step: zeros at first. */
  int slot(int i) {
    return load(SLOTS + i, size);
  }

  /** Number {@code i} of {@link Optimizer#scalars}. */
  int scalar(int i) {
    return load(SLOTS + slots + 1 + i, 1);
  }

  private int load(int buffer, long period) {
    return loaded.computeIfAbsent(
        buffer,
        b -> {
          int to = registers++;
          steps.add(new Step.Load(to, b, dtype, new Access.Modular(1, period)));
          return to;
        });
  }

  int plus(int a, int b) {
    return map(a, b, Binary.ADD);
  }

  int minus(int a, int b) {
    return map(a, b, Binary.SUB);
  }

  int times(int a, int b) {
    return map(a, b, Binary.MUL);
  }

  int over(int a, int b) {
    return map(a, b, Binary.DIV);
  }

  int times(int a, double c) {
    return map(a, Unary.MUL_C, c);
  }

  int plus(int a, double c) {
    return map(a, Unary.ADD_C, c);
  }

  int square(int a) {
    return map(a, Unary.SQUARE, 0);
  }

  int sqrt(int a) {
    return map(a, Unary.SQRT, 0);
  }

  int sign(int a) {
    return map(a, Unary.SIGN, 0);
  }

  /** {@code c * a + (1 - c) * b}, a running mean. */
  int mix(int a, int b, double c) {
    steps.add(new Step.Mix(registers, a, b, c));
    return registers++;
  }

  private int map(int a, int b, Binary op) {
    steps.add(new Step.Map2(registers, a, b, op));
    return registers++;
  }

  private int map(int a, Unary op, double c) {
    steps.add(new Step.Map1(registers, a, op, c));
    return registers++;
  }

  /** What slot {@code i} holds from now on. */
  void slot(int i, int value) {
    steps.add(new Step.Store(value, SLOTS + i, dtype));
  }

  /** The new weights. */
  void weight(int value) {
    steps.add(new Step.Store(value, WEIGHTS, dtype));
  }

  TileProgram program() {
    return new TileProgram(
        size, 1, Registers.of(dtype), Collections.nCopies(registers, false), steps);
  }
}
