// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.Locale;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.value.Truth;

/** {@code and}, {@code or}, {@code not}: booleans in, a boolean out. */
public final class LogicNode extends ExpressionNode {
  /** Which of them. */
  public enum Op {
    AND,
    OR,
    NOT
  }

  private final Op op;
  @Child private ExpressionNode left;
  @Child private ExpressionNode right;

  /**
   * @param right null for {@link Op#NOT}
   */
  public LogicNode(Op op, ExpressionNode left, ExpressionNode right, Span span) {
    super(span);
    this.op = op;
    this.left = left;
    this.right = right;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    return switch (op) {
      case NOT -> !truth(left, frame);
      case AND -> truth(left, frame) && truth(right, frame);
      case OR -> truth(left, frame) || truth(right, frame);
    };
  }

  private boolean truth(ExpressionNode node, VirtualFrame frame) {
    Object value = node.execute(frame);
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
