// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.nnlang.lang.ScriptError;
import org.nnlang.source.Span;
import org.nnlang.syntax.BinaryOp;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arithmetic;

/** {@code a + b} and its kin. */
public final class BinaryNode extends LinkNode {
  private final BinaryOp op;
  @Child private ExpressionNode right;

  public BinaryNode(BinaryOp op, ExpressionNode left, ExpressionNode right, Span span) {
    super(left, span);
    this.op = op;
    this.right = right;
  }

  @Override
  Object next(VirtualFrame frame, Object a) {
    Object b = right.execute(frame);
    try {
      if (a instanceof Long x && b instanceof Long y) {
        return Arithmetic.integers(op, x, y);
      }
      if (a instanceof Double x && b instanceof Double y) {
        return Arithmetic.floats(op, x, y);
      }
      boolean tensors = a instanceof TensorLike || b instanceof TensorLike;
      if (tensors) {
        Tracing.at(this);
      }
      Object result = Arithmetic.apply(tensors ? engine() : null, op, a, b);
      if (!tensors) {
        context().budget().fresh(result);
      }
      return result;
    } catch (RuntimeException e) {
      throw error(e);
    } catch (VirtualMachineError e) {
      throw ScriptError.exhausted(e, span(), this, context()::section);
    }
  }
}
