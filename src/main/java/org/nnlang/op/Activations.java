// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;

/** Smooth steps between layers, element by element; those that are primitive are in {@link Ops}. */
public final class Activations {
  private static final double ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);

  private static final double SELU_ALPHA = 1.6732632423543772;
  private static final double SELU_SCALE = 1.0507009873554805;

  private Activations() {}

  /** {@code x * P(Z < x)} for a normal Z. */
  public static Node gelu(Node x) {
    return Types.real(x).apply(new Gelu());
  }

  /** The form of {@link #gelu} with a tanh, within 0.001 of it. */
  public static Node geluTanh(Node x) {
    Node real = Types.real(x);
    Node cubed = Numeric.mul(Numeric.mul(Numeric.square(real), real), 0.044715);
    Node inner = Numeric.mul(Numeric.add(real, cubed), 2 * ROOT_TWO_OVER_PI);
    // a half of 1 + tanh(z) is the sigmoid of 2 z, which has all digits where it is small
    return Numeric.mul(real, Numeric.sigmoid(inner));
  }

  /** {@code x * sigmoid(x)}. */
  public static Node silu(Node x) {
    Node real = Types.real(x);
    return Numeric.mul(real, Numeric.sigmoid(real));
  }

  /** {@code x} where it is positive, else {@code slope * x}. */
  public static Node leakyRelu(Node x, double slope) {
    Node real = Types.real(x);
    return Conditions.where(Conditions.gt(real, 0), real, Numeric.mul(real, slope));
  }

  /** {@code x} where it is positive, else {@code alpha * (exp(x) - 1)}. */
  public static Node elu(Node x, double alpha) {
    Node real = Types.real(x);
    return Conditions.where(
        Conditions.gt(real, 0),
        real,
        Numeric.mul(Numeric.expm1(Numeric.minimum(real, 0.0)), alpha));
  }

  /** {@link #elu} with the factors that keep mean and variance of normal numbers. */
  public static Node selu(Node x) {
    return Numeric.mul(elu(x, SELU_ALPHA), SELU_SCALE);
  }

  /** {@code x * tanh(softplus(x))}. */
  public static Node mish(Node x) {
    Node real = Types.real(x);
    return Numeric.mul(real, Numeric.tanh(Numeric.softplus(real)));
  }

  /** {@code x * clip(x + 3, 0, 6) / 6}. */
  public static Node hardSwish(Node x) {
    Node real = Types.real(x);
    return Numeric.mul(real, Numeric.div(Numeric.clip(Numeric.add(real, 3), 0, 6), 6));
  }
}
