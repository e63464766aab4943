// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import org.nnlang.graph.Type;
import org.nnlang.tensor.Tensor;

/**
 * A tensor that lives from run to run: a parameter, which training changes, or a state such as a
 * running mean. Shape and element type stay; the tensor is replaced, never written to, except by a
 * trainer that has taken the variable over.
 */
public final class Variable {
  private Tensor value;
  private boolean trainable;

  public Variable(Tensor value, boolean trainable) {
    this.value = value;
    this.trainable = trainable;
  }

  public Tensor value() {
    return value;
  }

  public void set(Tensor other) {
    if (!Type.of(other).equals(type())) {
      throw new IllegalArgumentException(other + " for a variable of " + value);
    }
    value = other;
  }

  public boolean trainable() {
    return trainable;
  }

  public void trainable(boolean on) {
    trainable = on;
  }

  public Type type() {
    return Type.of(value);
  }
}
