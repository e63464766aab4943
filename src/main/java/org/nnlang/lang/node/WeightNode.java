// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.lang.ModelInstance;
import org.nnlang.source.Span;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.None;

/** {@code param w = value} and {@code state s = value}. */
public final class WeightNode extends ExpressionNode {
  private final String name;
  private final boolean trainable;
  @Child private ExpressionNode value;

  public WeightNode(String name, boolean trainable, ExpressionNode value, Span span) {
    super(span);
    this.name = name;
    this.trainable = trainable;
    this.value = value;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    ModelInstance instance = (ModelInstance) Environment.outer(frame, 0);
    Object first = value.execute(frame);
    try {
      String what = trainable ? "a parameter" : "a state";
      Tensor tensor = StateContent.first(instance.engine(), first, what, trainable);
      if (trainable) {
        instance.param(name, tensor);
      } else {
        instance.state(name, tensor);
      }
    } catch (RuntimeException e) {
      throw value.error(e);
    }
    return None.NONE;
  }
}
