// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.source.Span;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arithmetic;

/** {@code -a}. */
public final class NegateNode extends ExpressionNode {
  @Child private ExpressionNode operand;

  public NegateNode(ExpressionNode operand, Span span) {
    super(span);
    this.operand = operand;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    Object value = operand.execute(frame);
    try {
      return Arithmetic.negate(value instanceof TensorLike ? engine() : null, value);
    } catch (RuntimeException e) {
      throw error(e);
    }
  }
}
