// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Logic;
import org.nnlang.value.Truth;

/** {@code and}, {@code or}, {@code not}: of booleans, and of tensors of them. */
public final class LogicNode extends LinkNode {
  /** Which of them. */
  public enum Op {
    AND,
    OR,
    NOT
  }

  private final Op op;
  @Child private @Nullable ExpressionNode right;

  /**
   * @param right null for {@link Op#NOT}
   */
  public LogicNode(Op op, ExpressionNode left, @Nullable ExpressionNode right, Span span) {
    super(left, span);
    this.op = op;
    this.right = right;
  }

  @Override
  Object next(VirtualFrame frame, Object first) {
    boolean several = first instanceof TensorLike;
    if (op == Op.NOT) {
      return several
          ? joined(() -> Logic.not(engine(), (TensorLike) first))
          : !truth(left(), first);
    }
    boolean and = op == Op.AND;
    if (!several && truth(left(), first) != and) {
      return !and;
    }
    ExpressionNode other = Objects.requireNonNull(right);
    Object second = other.execute(frame);
    if (several || second instanceof TensorLike) {
      return joined(() -> Logic.join(engine(), and, first, second));
    }
    return truth(other, second);
  }

  private Object joined(Supplier<Object> body) {
    try {
      Tracing.at(this);
      return body.get();
    } catch (RuntimeException e) {
      throw error(e);
    }
  }

  private boolean truth(ExpressionNode node, Object value) {
    if (value instanceof Boolean b) {
      return b;
    }
    try {
      return Truth.of(value, "what `" + op.name().toLowerCase(Locale.ROOT) + "` takes");
    } catch (Problem p) {
      throw node.error(p);
    }
  }
}
