// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;

/** Smooth steps between layers, element by element; those that are primitive are in {@link Ops}. */
public final class Activations {
  private static final double ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);

  private Activations() {}

  /** {@code x * P(Z < x)} for a normal Z. */
  public static Node gelu(Node x) {
    return Types.real(x).apply(new Gelu());
  }

  /** The form of {@link #gelu} with a tanh, within 0.001 of it. */
  public static Node geluTanh(Node x) {
    Node real = Types.real(x);
    Node cubed = Ops.mul(Ops.mul(Ops.square(real), real), 0.044715);
    Node inner = Ops.mul(Ops.add(real, cubed), ROOT_TWO_OVER_PI);
    return Ops.mul(Ops.mul(real, 0.5), Ops.add(Ops.tanh(inner), 1));
  }

  /** {@code x * sigmoid(x)}. */
  public static Node silu(Node x) {
    Node real = Types.real(x);
    return Ops.mul(real, Ops.sigmoid(real));
  }

  /** {@code log(1 + exp(x))}, without overflow. */
  public static Node softplus(Node x) {
    Node real = Types.real(x);
    Node small = Ops.exp(Ops.neg(Ops.abs(real)));
    return Ops.add(Ops.relu(real), Ops.log(Ops.add(small, 1)));
  }

  /** {@code x} where it is positive, else {@code slope * x}. */
  public static Node leakyRelu(Node x, double slope) {
    Node real = Types.real(x);
    return Ops.where(Ops.gt(real, 0), real, Ops.mul(real, slope));
  }
}
