// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.source.Span;
import org.nnlang.syntax.CompareOp;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Comparison;
import org.nnlang.value.Truth;

/** {@code a < b}, and chains as {@code a < b <= c}. */
public final class CompareNode extends ExpressionNode {
  private final CompareOp[] ops;
  @Children private final ExpressionNode[] operands;

  public CompareNode(CompareOp[] ops, ExpressionNode[] operands, Span span) {
    super(span);
    this.ops = ops;
    this.operands = operands;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    Object left = operands[0].execute(frame);
    Object result = false;
    for (int i = 0; i < ops.length; i++) {
      Object right = operands[i + 1].execute(frame);
      try {
        result = compare(ops[i], left, right);
        if (i + 1 < ops.length && !Truth.of(result, "each part of a chain of comparisons")) {
          return false;
        }
      } catch (RuntimeException e) {
        throw error(e);
      }
      left = right;
    }
    return result;
  }

  private Object compare(CompareOp op, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && op != CompareOp.IN) {
      return integers(op, x, y);
    }
    boolean tensors = a instanceof TensorLike || b instanceof TensorLike;
    if (tensors) {
      Tracing.at(this);
    }
    return Comparison.apply(tensors ? engine() : null, op, a, b);
  }

  private static boolean integers(CompareOp op, long a, long b) {
    return switch (op) {
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
      case LESS -> a < b;
      case LESS_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_EQUAL -> a >= b;
      case IN -> throw new AssertionError(op);
    };
  }
}
