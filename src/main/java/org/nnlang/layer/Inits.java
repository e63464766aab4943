// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import org.nnlang.engine.Engine;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Pending;
import org.nnlang.tensor.Tensor;

/**
 * First values of weights, float32, from the engine's random numbers. What is drawn is drawn when
 * it is asked for: where a file's weights take its place, never.
 */
public final class Inits {
  private Inits() {}

  public static Tensor zeros(Engine engine, long... shape) {
    return Tensor.zeros(engine.memory(), DType.FLOAT32, shape);
  }

  public static Tensor ones(Engine engine, long... shape) {
    return Tensor.floats(engine.memory(), i -> 1, shape);
  }

  /** Evenly from {@code -bound} to {@code bound}. */
  public static Pending uniform(Engine engine, double bound, long... shape) {
    return engine.random().laterUniform(engine.memory(), -bound, bound, shape);
  }

  /** Normal numbers of mean 0. */
  public static Pending normal(Engine engine, double std, long... shape) {
    return engine.random().laterNormal(engine.memory(), 0, std, shape);
  }

  /** Glorot and Bengio's: normal of variance 2 / (inputs + outputs). */
  public static Pending xavier(Engine engine, long... shape) {
    return normal(engine, Math.sqrt(2.0 / (fan(1, shape) + fan(0, shape))), shape);
  }

  /** He and others': normal of variance 2 / inputs, for layers before a relu. */
  public static Pending kaiming(Engine engine, long... shape) {
    return normal(engine, Math.sqrt(2.0 / fan(1, shape)), shape);
  }

  /** How many numbers come in (axis 1) or go out (axis 0) of one place, as PyTorch counts them. */
  private static double fan(int axis, long... shape) {
    if (shape.length < 2) {
      return Math.max(1, Tensor.sizeOf(shape));
    }
    double field = 1;
    for (int i = 2; i < shape.length; i++) {
      field *= shape[i];
    }
    return Math.max(1, shape[axis] * field);
  }
}
